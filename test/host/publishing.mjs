/** Publishes a workflow as it was saved last: its triggers listen from now on. */
export async function publish(session, id) {
	const { versionId } = await session.get(`/rest/workflows/${id}`);
	await session.post(`/rest/workflows/${id}/activate`, { versionId });
}

export async function unpublish(session, id) {
	await session.post(`/rest/workflows/${id}/deactivate`);
}
