import ts from 'typescript';

/** Who may import whom. */

const ROOT = `${ts.sys.getCurrentDirectory()}/`;
const FOLDERS = ['credentials', 'directory', 'http', 'nodes', 'scim'];

/** Everything that each source file imports, types included: files by their path, packages by name. */
const IMPORTS = new Map<string, string[]>(
	FOLDERS.flatMap((folder) => ts.sys.readDirectory(ROOT + folder, ['.ts'])).map((path) => {
		const { importedFiles } = ts.preProcessFile(ts.sys.readFile(path) ?? '');
		return [inProject(path), importedFiles.map(({ fileName }) => resolved(path, fileName))];
	}),
);

function resolved(from: string, name: string): string {
	if (!name.startsWith('.')) return name;
	const { resolvedModule } = ts.resolveModuleName(
		name,
		from,
		{ moduleResolution: ts.ModuleResolutionKind.Node10, resolveJsonModule: true },
		ts.sys,
	);
	return inProject(resolvedModule?.resolvedFileName ?? name);
}

function inProject(path: string): string {
	return path.startsWith(ROOT) ? path.slice(ROOT.length) : path;
}

/** Imports of a folder's files that none of the patterns allows, each as `file → import`. */
function forbidden(folder: string, allowed: RegExp): string[] {
	return [...IMPORTS]
		.filter(([file]) => file.startsWith(`${folder}/`))
		.flatMap(([file, imports]) =>
			imports.filter((one) => !allowed.test(one)).map((one) => `${file} → ${one}`),
		);
}

/** Files that import each other in a circle, each circle from its first file back to it. */
function circles(): string[] {
	const found: string[] = [];
	const finished = new Set<string>();
	const visit = (file: string, path: readonly string[]): void => {
		const start = path.indexOf(file);
		if (start >= 0) found.push([...path.slice(start), file].join(' → '));
		if (start >= 0 || finished.has(file)) return;
		for (const other of IMPORTS.get(file) ?? []) visit(other, [...path, file]);
		finished.add(file);
	};
	for (const file of IMPORTS.keys()) visit(file, []);
	return found;
}

test('the imports of every source file are read and found', () => {
	expect(IMPORTS.get('scim/target.ts')).toContain('directory/apply/target.ts');
	const files = [...IMPORTS.values()].flat().filter((one) => /^(\.|\w+\/)/.test(one));
	expect(files.filter((one) => !IMPORTS.has(one) && !one.endsWith('.json'))).toEqual([]);
	expect(files.length).toBeGreaterThan(300);
});

test.each([
	['directory', 'is pure', /^(directory\/|(node:)?crypto$)/],
	['scim', 'knows the directory and HTTP, and no node', /^(scim|directory|http)\//],
	['http', 'knows no node', /^((http|directory\/model)\/|n8n-workflow$)/],
])('%s %s: it imports nothing else', (folder, _what, allowed) => {
	expect(forbidden(folder, allowed)).toEqual([]);
});

test('no files import each other in a circle', () => {
	expect(circles()).toEqual([]);
});
