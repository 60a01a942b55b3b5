// Writes the parts of the output schemas that list fields again, and the list of defaults: npm run schemas
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format, resolveConfig } from 'prettier';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const require = createRequire(import.meta.url);
const { LISTINGS, withFields } = require('./fields.ts');
const { defaults } = require('./defaults.ts');

/** Writes a file of JSON, unless it is as it should be. */
async function write(path, content) {
	const text = JSON.stringify(content, null, '\t');
	const after = await format(text, { ...(await resolveConfig(path)), filepath: path });
	if (after === readFileSync(path, 'utf8')) return;
	writeFileSync(path, after);
	console.log(path);
}

for (const listing of LISTINGS) {
	const path = `nodes/${listing.file}`;
	await write(path, withFields(JSON.parse(readFileSync(path, 'utf8')), listing));
}
await write('test/schemas/defaults.json', Object.fromEntries(await defaults()));
