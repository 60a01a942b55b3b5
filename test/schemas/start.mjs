// Writes the parts of the output schemas that list fields again: npm run schemas
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format, resolveConfig } from 'prettier';

// Required, not imported: what they import by a relative path is then found on Node 20 as well.
const { LISTINGS, withFields } = createRequire(import.meta.url)('./fields.ts');

for (const listing of LISTINGS) {
	const path = `nodes/${listing.file}`;
	const before = readFileSync(path, 'utf8');
	const schema = JSON.stringify(withFields(JSON.parse(before), listing), null, '\t');
	const after = await format(schema, { ...(await resolveConfig(path)), filepath: path });
	if (after === before) continue;
	writeFileSync(path, after);
	console.log(path);
}
