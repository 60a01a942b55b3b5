import ts from 'typescript';
import { FIGURE_NAMES } from '../figures/pages';
import { filesIn, readText } from '../support/files';

/** What docs/contributing.md says of this repository. */

const PAGE = readText('docs/contributing.md');

describe('what the compiler asks for', () => {
	const { options } = ts.parseJsonConfigFileContent(
		ts.readConfigFile('tsconfig.build.json', ts.sys.readFile).config,
		ts.sys,
		'.',
	);
	const root = `${ts.sys.resolvePath('.')}/`;
	const sources = ['credentials', 'directory', 'http', 'nodes', 'scim'].flatMap((folder) =>
		ts.sys.readDirectory(root + folder, ['.ts']),
	);
	const parsed = new Map<string, ts.SourceFile | undefined>();
	let earlier: ts.Program | undefined;

	/** The source files with errors once a text that one of them has once is followed by another. */
	function wrongWith(path: string, after: string, added: string): string[] {
		const text = readText(path);
		expect(text.split(after)).toHaveLength(2);
		const host = ts.createCompilerHost(options);
		const { getSourceFile } = host;
		host.getSourceFile = (name, version, ...more) => {
			if (name === root + path)
				return ts.createSourceFile(name, text.replace(after, after + added), version);
			if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version, ...more));
			return parsed.get(name);
		};
		earlier = ts.createProgram(sources, options, host, earlier);
		const wrong = earlier.getSemanticDiagnostics().map(({ file }) => file!.fileName);
		return [...new Set(wrong.map((name) => name.replace(root, '')))].sort();
	}

	test('of a further built-in value: its path, its parameter and its words in Swedish', () => {
		const row =
			"shoeSize: { type: 'text', title: 'Shoe Size', label: 'Shoe size', one: 'size', many: 'sizes' },";
		expect(wrongWith('directory/model/fields.ts', 'export const USER_VALUES = {', row)).toEqual([
			'directory/report/guardWords.ts',
			'nodes/EmployeeMapper/properties.ts',
			'nodes/Winningtemp/profile.ts',
		]);
	});

	test('of a further type of value: its rule, and its form in five tables', () => {
		expect(
			wrongWith('directory/model/fields.ts', 'export type ValueType =', " | 'colour'"),
		).toEqual([
			'directory/file/cells.ts',
			'directory/mapping/readers.ts',
			'directory/model/valueRules.ts',
			'directory/plan/listedItems.ts',
			'directory/plan/undo/read.ts',
			'scim/resource.ts',
		]);
	});

	test('of a further guard: its words in Swedish and its weight, in one file', () => {
		const row =
			"birthdays: { limit: { count: 5, share: 5 }, of: 'knownPeople', user: { fields: ['birthday'] }, name: 'Birthdays', counted: { one: 'birthday', many: 'birthdays', what: 'would change' }, explanation: 'Check them.' },";
		expect(wrongWith('directory/plan/guardTable.ts', 'export const GUARDS = {', row)).toEqual([
			'directory/report/guardWords.ts',
		]);
	});

	test('of a further way to treat gaps: its rule and its words', () => {
		expect(
			wrongWith('directory/hierarchy/walkLevels.ts', 'export type Gaps =', " 'top' |"),
		).toEqual(['directory/hierarchy/walkLevels.ts', 'nodes/HierarchyBuilder/properties.ts']);
	});

	test('of a further part of a change: nothing elsewhere', () => {
		const [of, user, group] = ['directory/plan/', 'USER_PARTS', 'GROUP_PARTS'];
		expect(wrongWith(`${of}userSteps.ts`, `export const ${user} = [`, "'other',")).toEqual([]);
		expect(wrongWith(`${of}groupSteps.ts`, `export const ${group} = [`, "'other',")).toEqual([]);
	});
});

test('each function on the way from Flex to a PATCH request is in the file that the page names', () => {
	const [, table = ''] = /## From Flex to a PATCH request(.*?)\n## /s.exec(PAGE) ?? [];
	const rows = [...table.matchAll(/^\|[^|]*\| `([\w./]+\.ts)` *\| (.*?) *\|$/gm)];
	expect(rows.length).toBeGreaterThan(30);
	const missing = rows.flatMap(([, path, what]) =>
		[...what!.split(':')[0]!.matchAll(/`(?:\w+\.)?(\w+)`/g)]
			.filter(([, name]) => !new RegExp(`\\b${name}\\b`).test(readText(path!)))
			.map(([, name]) => `${path}: ${name}`),
	);
	expect(missing).toEqual([]);
});

describe('options and figures of the commands', () => {
	/** Of each option that the page names, the files that read it. */
	const OPTIONS: Record<string, string[]> = {
		again: ['test/figures/start.mjs'],
		against: ['test/recorder/record.mjs'],
		check: ['test/figures/start.mjs'],
		day: ['test/faults/start.mjs'],
		engine: ['test/faults/start.mjs'],
		files: ['test/mutation/start.mjs'],
		first: ['test/faults/start.mjs'],
		install: ['test/host/start.mjs'],
		json: ['test/demo/start.mjs'],
		little: ['test/figures/start.mjs'],
		nights: ['test/faults/start.mjs'],
		node: ['test/figures/start.mjs'],
		only: ['test/figures/start.mjs', 'test/bench/start.mjs', 'test/host/host.test.mjs'],
		out: ['test/recorder/record.mjs'],
		people: ['test/host/start.mjs'],
		port: ['test/host/start.mjs'],
		reset: ['test/host/start.mjs'],
		screenshots: ['test/host/host.test.mjs'],
		share: ['test/mutation/start.mjs'],
		story: ['test/faults/start.mjs'],
		survivors: ['test/mutation/start.mjs'],
		write: ['test/figures/start.mjs'],
	};

	test('every option that the page names is one of its command', () => {
		const named = [...PAGE.matchAll(/--([a-z][a-z-]*)\b/g)].map(([, name]) => name!);
		const known = Object.keys(OPTIONS);
		// Of Debian's and Node's own.
		const others = ['max-old-space-size'];
		expect([...new Set(named)].filter((name) => !others.includes(name)).sort()).toEqual(known);
		const missing = Object.entries(OPTIONS).flatMap(([name, files]) =>
			files.filter((file) => !new RegExp(`[\\s{]'?${name}'?: \\{ type:`).test(readText(file))),
		);
		expect(missing).toEqual([]);
	});

	test.each([
		['starts n8n 2.41.1', 'test/host/install.mjs', "N8N_VERSION = '2.41.1'"],
		['In n8n 2.41.1 load options', 'package.json', '"n8n-core": "2.41.1"'],
		["the editor's port, 5678 by default", 'test/host/start.mjs', "default: '5678'"],
		['how many invented employees, 250 by default', 'test/host/start.mjs', "default: '250'"],
		['none of the 60 invented people', 'test/host/host.mjs', '{ people: 60,'],
		['begins, ends or moves on the next day', 'test/host/host.mjs', 'addDays(host.day, 1)'],
		[
			'2,000 random companies',
			'test/recorder/record.mjs',
			"seeds: { type: 'string', default: '2000' }",
		],
		['20 customers on n8n’s queue', 'test/queue/queue.test.mjs', 'const CUSTOMERS = 20;'],
		[
			'85 % must be found in `http/`',
			'test/mutation/parts.mjs',
			"folder: 'http', tests: unit('http', 'flex', 'winningtemp'), share: 0.4, least: 85",
		],
		['and `scim/`', 'test/mutation/parts.mjs', 'share: 0.15, least: 85'],
		['95 % in `directory/`', 'test/mutation/parts.mjs', 'least: 95'],
		[
			'fails if a guard holds anything',
			'test/simulation/start.mjs',
			'process.exitCode = wrong.length > 0 ? 1 : 0',
		],
		[
			'`N8N_HOST_FOLDER` names another folder',
			'test/host/folders.mjs',
			'process.env.N8N_HOST_FOLDER',
		],
		['`~/.cache/n8n-nodes-flex-winningtemp`', 'test/host/folders.mjs', "'.cache'"],
		['n8n listens on this machine only', 'test/host/n8n.mjs', "N8N_LISTEN_ADDRESS: '127.0.0.1'"],
		['tries every seed and every cut', 'jest.config.js', "process.env.MORE_SEEDS === '1'"],
		['with every seed', '.ci/run', 'MORE_SEEDS=1 step npm test'],
		['the demo', '.ci/run', 'step demo_in_empty_home'],
		['and a real n8n', '.ci/run', 'step npm run test:host'],
		['unless `REAL_N8N=required` is set', '.ci/run', '"${REAL_N8N:-}" = required'],
		['as on GitHub', '.github/workflows/ci.yml', 'REAL_N8N: required'],
	])('“%s”: as %s has it', (says, file, has) => {
		expect(PAGE).toContain(says);
		expect(readText(file)).toContain(has);
	});

	test('it names the versions of Node that the README names', () => {
		const [, versions] = /on Node ([\d.]+ or \d+)\./.exec(readText('README.md')) ?? [];
		expect(PAGE).toContain(`Node ${versions}, and npm 11.`);
	});

	test('the figures that can be measured alone are those that the page names', () => {
		const named = /measures one of (.*?) *\|/.exec(PAGE)?.[1]?.match(/\w+/g);
		expect(named).toEqual(FIGURE_NAMES);
	});

	test('the suites in a real n8n are those that the page names', () => {
		const [, table = ''] = /\| Suite (.*?)\n\n/s.exec(PAGE) ?? [];
		const named = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => `${name}.suite.mjs`);
		expect(named.sort()).toEqual(filesIn('test/host', '.suite.mjs').sort());
	});
});

test('no test of the code has a limit of time: a measured time is compared with a least one only', () => {
	const files = ts.sys.readDirectory('test', ['.test.ts'], ['**/node_modules']);
	expect(files.length).toBeGreaterThan(200);
	const upper = files.flatMap((file) =>
		readText(file)
			.split('\n')
			.filter((line) => /(?:performance\.now|Date\.now)\(\) - /.test(line))
			.filter((line) => !/toBeGreaterThan/.test(line))
			.map((line) => `${file}: ${line.trim()}`),
	);
	expect(upper).toEqual([]);
});
