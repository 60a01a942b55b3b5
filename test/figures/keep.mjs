import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

/**
 * Keeps the pieces of a measurement, so that it goes on where it was interrupted.
 *
 * @param folder where the pieces are, one file each
 * @param again whether to measure all pieces again
 * @returns `keep`, and `sum`: how long the pieces took that were asked for, and the highest load before one
 */
export function keeper(folder, again, progress) {
	if (again) rmSync(folder, { recursive: true, force: true });
	const pieces = [];
	const keep = async (piece, measure) => {
		const file = `${folder}/${piece.replace(/[^\w-]+/g, '-')}.json`;
		if (existsSync(file)) {
			progress(`${piece}: kept from before`);
			pieces.push(JSON.parse(readFileSync(file, 'utf8')));
		} else {
			const [load] = loadavg();
			const began = performance.now();
			const value = await measure();
			const text = JSON.stringify({ value, load, minutes: (performance.now() - began) / 60_000 });
			mkdirSync(folder, { recursive: true });
			writeFileSync(file, text);
			pieces.push(JSON.parse(text));
		}
		return pieces.at(-1).value;
	};
	const sum = () => ({
		minutes: pieces.reduce((total, { minutes }) => total + minutes, 0),
		load: Math.max(0, ...pieces.map(({ load }) => load)),
	});
	return { keep, sum };
}
