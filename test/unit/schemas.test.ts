import { LISTINGS, withFields } from '../schemas/fields';
import { readJson } from '../support/files';
import type { JsonSchema } from '../workflow/schemas/schemaFile';

test.each(LISTINGS)('$file lists the fields of the table: npm run schemas', (listing) => {
	const schema = readJson<JsonSchema>(`nodes/${listing.file}`);
	expect(JSON.stringify(withFields(schema, listing))).toBe(JSON.stringify(schema));
});

test('a field that is missing, has another type or is not there any longer would be noticed', () => {
	const listing = LISTINGS.find(({ file }) => file.endsWith('/user/get.json'))!;
	const schema = readJson<JsonSchema>(`nodes/${listing.file}`);
	const { gender, ...without } = schema.properties!;
	expect(withFields({ ...schema, properties: without }, listing).properties).toMatchObject({
		gender: { type: 'string' },
	});
	const phone = { type: 'string' };
	const promised = { ...without, gender: { type: 'boolean' }, phone };
	const { properties } = withFields({ ...schema, properties: promised }, listing);
	expect(properties).toHaveProperty('gender', gender);
	expect(properties).not.toHaveProperty('phone');
});
