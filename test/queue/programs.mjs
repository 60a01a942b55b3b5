import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps the programs of PostgreSQL, one folder for each version. */
const POSTGRESQL = '/usr/lib/postgresql';

/** The programs that are needed, by Debian's package; those of one package lie in one folder. */
const PACKAGES = {
	postgresql: ['initdb', 'postgres', 'pg_isready'],
	'redis-server': ['redis-server'],
};

/**
 * Finds the programs of both servers, the newest PostgreSQL before others.
 *
 * @returns {Record<string, string>} where each program lies
 * @throws where a package is missing, with the command that installs it
 */
export function serverPrograms() {
	const folders = [...postgresqlFolders(), ...process.env.PATH.split(delimiter)];
	const missing = [];
	const found = {};
	for (const [name, programs] of Object.entries(PACKAGES)) {
		const folder = folders.find((one) =>
			programs.every((program) => isProgram(join(one, program))),
		);
		if (folder === undefined) missing.push(name);
		else for (const program of programs) found[program] = join(folder, program);
	}
	if (missing.length === 0) return found;
	throw new Error(
		`Not installed: ${missing.join(', ')}. On Debian or Ubuntu: ` +
			`apt-get install --no-install-recommends ${missing.join(' ')}`,
	);
}

function postgresqlFolders() {
	if (!existsSync(POSTGRESQL)) return [];
	return readdirSync(POSTGRESQL)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(POSTGRESQL, version, 'bin'));
}

function isProgram(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
