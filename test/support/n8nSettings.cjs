// How n8n's engine is set up for tests, the demo and the bench. To be loaded before `n8n-core`.
const { randomBytes } = require('node:crypto');
const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const output = resolve(__dirname, '../../.output');
const userFolder = join(output, 'n8n');
const settingsFile = join(userFolder, '.n8n', 'config');

// n8n writes this file when it does not find one, and several processes at once do not wait for
// each other.
if (!existsSync(settingsFile)) {
	mkdirSync(join(userFolder, '.n8n'), { recursive: true });
	const settings = { encryptionKey: randomBytes(24).toString('base64') };
	writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 });
}

// Otherwise n8n writes to the home folder.
process.env.N8N_USER_FOLDER = userFolder;

// Where n8n's own nodes for files may read and write.
process.env.N8N_RESTRICT_FILE_ACCESS_TO ??= output;

// The callers look at the errors that they provoke; n8n's logger prints none of them.
process.env.N8N_LOG_LEVEL ??= 'silent';
