import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports.mjs';
import { newLogIn } from './session.mjs';

/**
 * What `npm run n8n` remembers beside n8n's database: the log-in, and the ports of the stand-ins,
 * which workflows of one's own may name.
 *
 * @typedef {{ logIn: { email: string, password: string }, ports: { flex: number,
 *   winningtemp: number, page: number }, isSetUp: boolean }} EditorSettings
 */

const fileIn = (folder) => join(folder, 'editor.json');

/** @returns {Promise<EditorSettings>} new ones where there are none */
export async function editorSettings(folder) {
	const file = fileIn(folder);
	const ports = {
		flex: await freePort(),
		winningtemp: await freePort(),
		page: await freePort(),
	};
	if (existsSync(file)) {
		const known = JSON.parse(readFileSync(file, 'utf8'));
		return { ...known, ports: { ...ports, ...known.ports } };
	}
	return { logIn: newLogIn(), ports, isSetUp: false };
}

/** Readable for the owner of the folder alone, since the password is in it. */
export function keepEditorSettings(folder, settings) {
	mkdirSync(folder, { recursive: true });
	writeFileSync(fileIn(folder), `${JSON.stringify(settings, null, '\t')}\n`, { mode: 0o600 });
}
