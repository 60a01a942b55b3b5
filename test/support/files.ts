/** Files of this repository, for tests. Paths are relative to its root, where jest is started. */
const fs = jest.requireActual<typeof import('fs')>('fs');

export function readText(path: string): string {
	return fs.readFileSync(path, 'utf8');
}

export function readJson<T>(path: string): T {
	return JSON.parse(readText(path)) as T;
}

export function fileExists(path: string): boolean {
	return fs.existsSync(path);
}

/** Names of the files in a folder that end so, in alphabetical order; `deep`: with those below it. */
export function filesIn(folder: string, ending: string, deep = false): string[] {
	return fs
		.readdirSync(folder, { recursive: deep, encoding: 'utf8' })
		.filter((name) => name.endsWith(ending))
		.sort();
}

/** Writes something for a person to look at, under `.output/`. */
export function writeOutput(name: string, content: string | Uint8Array): string {
	fs.mkdirSync('.output', { recursive: true });
	fs.writeFileSync(`.output/${name}`, content);
	return `.output/${name}`;
}
