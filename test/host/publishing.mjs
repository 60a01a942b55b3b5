import { until } from './until.mjs';

/** Publishes a workflow as it was saved last, and waits until its triggers listen. */
export async function publish(session, id) {
	const { versionId } = await session.get(`/rest/workflows/${id}`);
	await session.post(`/rest/workflows/${id}/activate`, { versionId });
	await until(`${id} is published`, async () => {
		const { status } = await session.get(`/rest/workflows/${id}/publication-status`);
		return status === 'published';
	});
}

export async function unpublish(session, id) {
	await session.post(`/rest/workflows/${id}/deactivate`);
}
