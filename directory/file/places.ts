import { UserError } from '../model/userError';

/**
 * The names of files on the server. SFTP's rename does not replace a file
 * (draft-ietf-secsh-filexfer-02 §6.5), so the old one must go first, and the target may take its
 * files away. Therefore what was uploaded last is kept under two names in turn: the newer one is
 * never touched, so that a complete file to go on from is there however often runs are cut short.
 *
 * - `wt_users.csv` is what the target picks up.
 * - `wt_users.csv.sent-1` and `wt_users.csv.sent-2` are the copies.
 * - `….new` is being uploaded, and read by nobody.
 * - `wt_users.csv.export-512` are the users that the target has before the first upload. The number
 *   is its size: a file of another size was not uploaded whole.
 */
const COPIES = ['.sent-1', '.sent-2'] as const;
const COPY = '.sent';
const NEW = '.new';
const EXPORT = '.export-';

/** Where files are. */
export interface Folders {
	/** What the target reads, e.g. `/`. */
	folder: string;
	/** The folder below it that holds the copies; empty: they are beside the files. */
	copiesFolder: string;
}

/** A file in the listing of a folder. */
export interface ListedFile {
	name: string;
	path: string;
	/** Bytes. */
	size: number;
	/** Milliseconds since 1970. */
	modified: number;
}

/** The file to go on from, and the name of the copy that may be overwritten. */
export interface LastFile extends ListedFile {
	copyAs: string;
	/** It holds what the target had before anything was uploaded. */
	isExport?: true;
}

/**
 * Finds the file that was uploaded last.
 *
 * @param name as the target knows it, e.g. `wt_users.csv`
 * @param folders where to look; without it, wherever a listed file is
 * @returns `undefined` where nothing was ever uploaded, and there is no export either
 * @throws UserError where the file is empty
 */
export function findLast(
	listed: readonly ListedFile[],
	name: string,
	folders?: Folders,
): LastFile | undefined {
	const within = (places: readonly string[]) =>
		listed.filter((file) => !folders || places.includes(file.path.slice(0, -file.name.length - 1)));
	const main = pathIn(folders);
	const [picked] = within([main]).filter((file) => file.name === name);
	const kept = within([main, pathIn(folders, folders?.copiesFolder)]);
	const [newest] = newestFirst(kept.filter((file) => isCopy(file, name)));
	const last = picked ?? newest;
	if (!last) {
		const [exported] = newestFirst(
			kept.filter((file) => file.name === exportName(name, file.size)),
		);
		return exported && { ...exported, copyAs: otherCopy(name, undefined), isExport: true };
	}
	if (last.size === 0) {
		throw new UserError(
			`The file ${last.name} is empty`,
			'An empty file would look like a directory without anybody. Put the file back that was uploaded last, or remove the empty one.',
			'input',
		);
	}
	return { ...last, copyAs: otherCopy(name, newest?.name) };
}

function isCopy(file: ListedFile, name: string): boolean {
	return COPIES.some((suffix) => file.name === name + suffix);
}

function newestFirst(files: ListedFile[]): ListedFile[] {
	return files.sort((a, b) => b.modified - a.modified);
}

/** The name of an export of so many bytes. */
function exportName(name: string, bytes: number): string {
	return `${name}${EXPORT}${bytes}`;
}

/** Where an export of so many bytes goes, so that the first run compares with it. */
export function exportPath(folders: Folders, name: string, bytes: number): string {
	return `${pathIn(folders, folders.copiesFolder)}/${exportName(name, bytes)}`;
}

/** A folder without a slash at its end. */
function pathIn(folders: Folders | undefined, below = ''): string {
	const [folder, sub] = [folders?.folder ?? '', below].map((part) =>
		part.replace(/(?<!\/)\/+$/, ''),
	);
	return sub === '' ? folder! : `${folder}/${sub!.replace(/^\/+/, '')}`;
}

function otherCopy(name: string, kept: string | undefined): string {
	return COPIES.map((suffix) => name + suffix).find((copy) => copy !== kept)!;
}

/** One file to upload: first under one name, then under another. */
export interface Upload {
	/** Index of the file. */
	file: number;
	temporaryPath: string;
	path: string;
}

/**
 * Where files go, in the order in which they are uploaded and later renamed: the copies first.
 *
 * @param files by their names for the target; without `copyAs` there is no copy yet
 */
export function uploadsOf(
	folders: Folders,
	files: ReadonlyArray<{ name: string; copyAs?: string | undefined }>,
): Upload[] {
	const at = (name: string, below?: string) => `${pathIn(folders, below)}/${name}`;
	const copies = files.map(({ name, copyAs }, file) => ({
		file,
		temporaryPath: at(name + COPY + NEW, folders.copiesFolder),
		path: at(copyAs ?? otherCopy(name, undefined), folders.copiesFolder),
	}));
	const pickedUp = files.map(({ name }, file) => ({
		file,
		temporaryPath: at(name + NEW),
		path: at(name),
	}));
	return [...copies, ...pickedUp];
}
