import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** n8n itself, installed once: 3 GB, which clones may share by N8N_HOST_FOLDER. */
export const installation = resolve(
	process.env.N8N_HOST_FOLDER || join(root, '.n8n-host/installation'),
);

/** n8n's user folder for `npm run n8n`: database, log-in, installed package. */
export const editorData = join(root, '.n8n-host/editor');

/** The user folder of the tests; each run begins with an empty one. */
export const testData = join(root, '.n8n-host/test');
