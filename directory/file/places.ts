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
 */
const COPIES = ['.sent-1', '.sent-2'] as const;
const COPY = '.sent';
const NEW = '.new';

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
}

/**
 * Finds the file that was uploaded last.
 *
 * @param name as the target knows it, e.g. `wt_users.csv`
 * @returns `undefined` where nothing was ever uploaded
 * @throws UserError where the file is empty
 */
export function findLast(listed: readonly ListedFile[], name: string): LastFile | undefined {
	const files = new Map(listed.map((file) => [file.name, file]));
	const copies = COPIES.flatMap((suffix) => files.get(name + suffix) ?? []);
	const [newest] = copies.sort((a, b) => b.modified - a.modified);
	const last = files.get(name) ?? newest;
	if (!last) return undefined;
	if (last.size === 0) {
		throw new UserError(
			`The file ${last.name} is empty`,
			'An empty file would look like a directory without anybody. Put the file back that was uploaded last, or remove the empty one.',
			'input',
		);
	}
	return { ...last, copyAs: otherCopy(name, newest?.name) };
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
 * @param folder e.g. `/`
 * @param files by their names for the target; without `copyAs` there is no copy yet
 */
export function uploadsOf(
	folder: string,
	files: ReadonlyArray<{ name: string; copyAs?: string | undefined }>,
): Upload[] {
	const at = (name: string) => `${folder.replace(/(?<!\/)\/+$/, '')}/${name}`;
	const copies = files.map(({ name, copyAs }, file) => ({
		file,
		temporaryPath: at(name + COPY + NEW),
		path: at(copyAs ?? otherCopy(name, undefined)),
	}));
	const pickedUp = files.map(({ name }, file) => ({
		file,
		temporaryPath: at(name + NEW),
		path: at(name),
	}));
	return [...copies, ...pickedUp];
}
