// npm run lint:prose: every word of words.yml that stays in a file that people read, with its place.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { findingsIn, isRead } from './check.ts';

const tracked = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
const deleted = new Set(
	execFileSync('git', ['ls-files', '--deleted'], { encoding: 'utf8' }).split('\n'),
);
const files = execFileSync('git', tracked, { encoding: 'utf8' })
	.split('\n')
	.filter((path) => isRead(path) && !deleted.has(path));

let count = 0;
for (const path of files) {
	for (const { place, message } of await findingsIn(path, readFileSync(path, 'utf8'))) {
		count++;
		console.log(`${place}  ${message}`);
	}
}
console.log(`Prose: ${files.length} files, ${count} findings`);
if (count > 0 || files.length === 0) process.exitCode = 1;
