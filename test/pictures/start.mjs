// Draws the pictures of all templates and those of the documentation again: npm run pictures
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { docsPictures } = require('./docsPictures.ts');
const { drawWorkflow } = require('./drawWorkflow.ts');
const { ownLooks } = require('./looks.ts');

function draw(picture, svg) {
	writeFileSync(picture, svg);
	console.log(picture);
}

const looks = await ownLooks((path) => readFileSync(path, 'utf8'));
for (const file of readdirSync('workflows').filter((name) => name.endsWith('.json'))) {
	const template = JSON.parse(readFileSync(`workflows/${file}`, 'utf8'));
	draw(`workflows/images/${file.replace('.json', '.svg')}`, drawWorkflow(template, looks));
}
mkdirSync('docs/images', { recursive: true });
for (const [name, svg] of docsPictures()) draw(`docs/images/${name}`, svg);
