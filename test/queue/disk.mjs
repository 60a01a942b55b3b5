import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';

/** What the databases may write; only what they do write takes memory. */
const MEGABYTES = 2048;

/**
 * A disk of its own for the database, in memory, so that it can be full without harm to the machine.
 * Mounting needs root: elsewhere `whyNoDisk` says so.
 */
export class Disk {
	/** @param {string} folder an empty one */
	constructor(folder) {
		this.folder = folder;
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=711`, 'tmpfs', folder]);
		this.isMounted = true;
	}

	/** No further block can be written. */
	fill() {
		const { blocks, bfree, bsize } = statfsSync(this.folder);
		this.resize(`${Math.ceil(((blocks - bfree) * bsize) / 1024)}k`);
	}

	/** There is room again. */
	free() {
		this.resize(`${MEGABYTES}m`);
	}

	resize(size) {
		execFileSync('mount', ['-o', `remount,size=${size}`, this.folder]);
	}

	/** Once nothing runs on it. */
	remove() {
		if (this.isMounted) execFileSync('umount', ['--lazy', this.folder]);
		this.isMounted = false;
	}
}

/** Why there is no disk that can be filled here; `undefined` where there is one. */
export function whyNoDisk() {
	if (process.platform !== 'linux') return 'a disk in memory needs Linux';
	if (process.getuid() !== 0) return 'a disk that can be filled is mounted by root only';
	return undefined;
}
