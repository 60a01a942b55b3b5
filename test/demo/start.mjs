// npm run demo [-- --json FILE]: the shipped workflow at work, against stand-ins on this machine.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
// The engine, which the demo loads, reads these settings when it is loaded.
import '../support/n8nSettings.cjs';
import { runDemo } from './demo.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const folder = '.output/demo';
mkdirSync(folder, { recursive: true });

const interactive = process.stdout.isTTY === true;
const steps = await runDemo({
	template: JSON.parse(readFileSync('workflows/flex-to-winningtemp.json', 'utf8')),
	today: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(new Date()),
	print: (line) => console.log(line),
	progress: (line) => {
		if (interactive) process.stdout.write(`\r\x1b[2K${line}`);
	},
	save: (name, content) => {
		writeFileSync(`${folder}/${name}`, content);
		return `${folder}/${name}`;
	},
});

if (values.json) {
	mkdirSync(dirname(values.json), { recursive: true });
	writeFileSync(values.json, `${JSON.stringify({ steps }, null, '\t')}\n`);
	console.log(`\nThe figures as data: ${values.json}`);
}
console.log(`\nThe reports lie in ${folder}; open report-spike.html to see what is held and why.`);
