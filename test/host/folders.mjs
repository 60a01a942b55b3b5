import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Outside the checkout: the linter would read all of n8n's editor otherwise. */
const cache = join(
	process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
	'n8n-nodes-flex-winningtemp',
);

/** n8n itself, installed once for all clones: 3 GB. */
export const installation = resolve(process.env.N8N_HOST_FOLDER || join(cache, 'installation'));

/** What belongs to this clone alone: each may have another version of the package. */
const own = join(cache, createHash('sha256').update(root).digest('hex').slice(0, 12));

/** n8n's user folder for `npm run n8n`: database, log-in, installed package. */
export const editorData = join(own, 'editor');

/** The user folder of the tests; each run begins with an empty one. */
export const testData = join(own, 'test');
