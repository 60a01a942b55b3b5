// Draws the pictures of all templates anew: npm run pictures
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { drawWorkflow } = require('./drawWorkflow.ts');
const { ownLooks } = require('./looks.ts');

const looks = await ownLooks((path) => readFileSync(path, 'utf8'));
for (const file of readdirSync('workflows').filter((name) => name.endsWith('.json'))) {
	const template = JSON.parse(readFileSync(`workflows/${file}`, 'utf8'));
	const picture = `workflows/images/${file.replace('.json', '.svg')}`;
	writeFileSync(picture, drawWorkflow(template, looks));
	console.log(picture);
}
