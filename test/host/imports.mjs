import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Puts workflows or credentials into n8n by its own command, as a list in one file. */
async function importRecords(n8n, kind, records) {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-import-'));
	try {
		const file = join(folder, `${kind}.json`);
		writeFileSync(file, JSON.stringify(records), { mode: 0o600 });
		return await n8n.command(`import:${kind}`, `--input=${file}`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

export const importCredentials = (n8n, records) => importRecords(n8n, 'credentials', records);

export const importWorkflows = (n8n, records) => importRecords(n8n, 'workflow', records);
