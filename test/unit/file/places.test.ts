import fc from 'fast-check';
import { exportPath, findLast, uploadsOf, type ListedFile } from '../../../directory/file';
import { runs } from '../../support/runs';

const NAME = 'wt_users.csv';

const listed = (name: string, modified = 0, size = 10): ListedFile => ({
	name,
	path: `/${name}`,
	size,
	modified,
});

const beside = (folder: string) => ({ folder, copiesFolder: '' });

test('without a file, and with remains of an upload only, it is a first load', () => {
	expect(findLast([], NAME)).toBeUndefined();
	const remains = [listed(`${NAME}.new`), listed(`${NAME}.sent.new`), listed('wt_groups.csv')];
	expect(findLast(remains, NAME)).toBeUndefined();
});

test('the file itself comes before its copies, and the newer copy before the older one', () => {
	const copies = [listed(`${NAME}.sent-1`, 5), listed(`${NAME}.sent-2`, 7)];
	expect(findLast([...copies, listed(NAME, 1)], NAME)).toMatchObject({
		name: NAME,
		copyAs: `${NAME}.sent-1`,
	});
	expect(findLast(copies, NAME)).toMatchObject({
		name: `${NAME}.sent-2`,
		copyAs: `${NAME}.sent-1`,
	});
	expect(findLast([listed(NAME)], NAME)).toMatchObject({ copyAs: `${NAME}.sent-1` });
	expect(findLast([listed(`${NAME}.sent-1`)], NAME)).toMatchObject({ copyAs: `${NAME}.sent-2` });
});

test('an export is the first file to go on from, where it was uploaded whole', () => {
	expect(exportPath({ folder: '/in/', copiesFolder: '/copies/' }, NAME, 512)).toBe(
		`/in/copies/${NAME}.export-512`,
	);
	expect(exportPath(beside('/'), NAME, 7)).toBe(`/${NAME}.export-7`);
	const whole = listed(`${NAME}.export-512`, 1, 512);
	const older = listed(`${NAME}.export-500`, 0, 500);
	const cut = listed(`${NAME}.export-900`, 2, 899);
	expect(findLast([cut, older, whole], NAME)).toEqual({
		...whole,
		copyAs: `${NAME}.sent-1`,
		isExport: true,
	});
	expect(findLast([cut], NAME)).toBeUndefined();
	expect(findLast([whole, listed(`${NAME}.sent-2`)], NAME)).toMatchObject({
		name: `${NAME}.sent-2`,
	});
});

test('an empty file is refused: it would look like an empty directory', () => {
	const read = () => findLast([listed(NAME, 1, 0)], NAME);
	expect(read).toThrow(expect.objectContaining({ code: 'input' }));
	expect(read).toThrow(`The file ${NAME} is empty`);
	expect(read).toThrow(
		expect.objectContaining({ advice: expect.stringContaining('Put the file back') }),
	);
});

test('a folder may be written with or without a slash at its end', () => {
	const [copy, file] = uploadsOf(beside('/in/'), [{ name: NAME, copyAs: `${NAME}.sent-2` }]);
	expect(copy).toEqual({
		file: 0,
		temporaryPath: `/in/${NAME}.sent.new`,
		path: `/in/${NAME}.sent-2`,
	});
	expect(file).toMatchObject({ temporaryPath: `/in/${NAME}.new`, path: `/in/${NAME}` });
	expect(uploadsOf(beside('/'), [{ name: NAME }])[1]).toMatchObject({ path: `/${NAME}` });
	expect(uploadsOf(beside('/in//'), [{ name: NAME }])[1]).toMatchObject({ path: `/in/${NAME}` });
});

test.each([
	['copies', '/in/copies'],
	['/copies/', '/in/copies'],
	['//copies//', '/in/copies'],
	['old/copies', '/in/old/copies'],
	['', '/in'],
])('a folder for copies that is written as “%s” is %s', (copiesFolder, path) => {
	expect(exportPath({ ...beside('/in/'), copiesFolder }, NAME, 7)).toBe(
		exportPath({ ...beside(path), copiesFolder: '' }, NAME, 7),
	);
	expect(exportPath({ ...beside('/in/'), copiesFolder }, NAME, 7).startsWith(`${path}/`)).toBe(
		true,
	);
});

/** A folder in memory, whose rename does not replace, and steps that can be cut short. */
class Folder {
	readonly files = new Map<string, { content: string; modified: number }>();
	private left = Infinity;
	private clock = 0;

	cutAfter(steps: number): void {
		this.left = steps;
	}

	list(): ListedFile[] {
		return [...this.files].map(([path, { content, modified }]) => ({
			name: path.slice(1),
			path,
			size: content.length,
			modified,
		}));
	}

	put(path: string, content: string): void {
		for (let length = 1; length <= content.length; length++) {
			this.step();
			this.files.set(path, { content: content.slice(0, length), modified: ++this.clock });
		}
	}

	delete(path: string): void {
		this.step();
		this.files.delete(path);
	}

	rename(from: string, to: string): void {
		this.step();
		const file = this.files.get(from);
		if (!file || this.files.has(to)) throw new Error('Failure');
		this.files.set(to, file);
		this.files.delete(from);
	}

	private step(): void {
		if (this.left-- <= 0) throw new Error('cut');
	}
}

/** What the template does on the server, with the files of one run. */
function upload(folder: Folder, content: string): void {
	const last = findLast(folder.list(), NAME);
	const uploads = uploadsOf(beside('/'), [
		{ name: NAME, ...(last ? { copyAs: last.copyAs } : {}) },
	]);
	for (const { temporaryPath } of uploads) folder.put(temporaryPath, content);
	for (const { path } of uploads) folder.delete(path);
	for (const { temporaryPath, path } of uploads) folder.rename(temporaryPath, path);
}

/** Every run gives another content, all of them of several steps. */
const contentOf = (run: number) => `<${run}>`.padEnd(4 + (run % 3), '.') + '!';

const nights = fc.array(
	fc.record({ cut: fc.option(fc.nat({ max: 22 }), { freq: 3 }), takenAway: fc.boolean() }),
	{ minLength: 1, maxLength: 8 },
);

test('however often runs are cut short, and whether or not files are taken away, a complete one is left', () => {
	fc.assert(
		fc.property(nights, (all) => {
			const folder = new Folder();
			let finished = -1;
			for (const [run, { cut, takenAway }] of all.entries()) {
				folder.cutAfter(cut ?? Infinity);
				const errors = errorsOf(() => {
					upload(folder, contentOf(run));
					finished = run;
				});
				expect(errors.filter((message) => message !== 'cut')).toEqual([]);
				const published = folder.files.get(`/${NAME}`);
				// Winningtemp never sees a part of a file.
				expect(published?.content ?? '<0>!').toMatch(/^<\d+>.*!$/);
				if (takenAway) folder.files.delete(`/${NAME}`);
				const last = findLast(folder.list(), NAME);
				const content = last ? folder.files.get(last.path)!.content : '<-1>!';
				expect(content).toMatch(/^<-?\d+>.*!$/);
				expect(Number(/-?\d+/.exec(content)![0])).toBeGreaterThanOrEqual(finished);
			}
			folder.cutAfter(Infinity);
			upload(folder, contentOf(all.length));
			expect(folder.files.get(`/${NAME}`)!.content).toBe(contentOf(all.length));
		}),
		{ numRuns: runs(500) },
	);
});

/** The message of the error that some work ends with; none where it ends well. */
function errorsOf(work: () => void): string[] {
	try {
		work();
		return [];
	} catch (error) {
		return [(error as Error).message];
	}
}
