import { until } from './until.mjs';

/**
 * Publishes a workflow and waits until its triggers listen.
 *
 * @param {string} [version] default: as it was saved last
 */
export async function publish(session, id, version) {
	const versionId = version ?? (await session.get(`/rest/workflows/${id}`)).versionId;
	await session.post(`/rest/workflows/${id}/activate`, { versionId });
	await until(`${id} is published`, async () => {
		const { status } = await session.get(`/rest/workflows/${id}/publication-status`);
		return status === 'published';
	});
}

export async function unpublish(session, id) {
	await session.post(`/rest/workflows/${id}/deactivate`);
}
