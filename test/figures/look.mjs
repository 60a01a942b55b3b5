// For commands that only look: nothing is kept, and progress is shown in place or, in a log, line by line.
const began = performance.now();
const interactive = process.stdout.isTTY === true;

export function progress(line) {
	const seconds = Math.round((performance.now() - began) / 1000);
	if (interactive) process.stdout.write(`\r\x1b[2K${seconds} s: ${line}`);
	else console.log(`${seconds} s: ${line}`);
}
export const print = (line) => console.log(interactive ? `\r\x1b[2K${line}` : line);
export const looking = { keep: async (_piece, measure) => await measure(), progress };
