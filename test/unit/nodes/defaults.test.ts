import { defaults } from '../../schemas/defaults';
import { readJson } from '../../support/files';

/**
 * What parameters and fields of credentials start with, as test/schemas/defaults.json has it. Saved
 * workflows hold no defaults, so a changed one changes what they do: look at the difference before
 * you let `npm run schemas` write it.
 */
test('every parameter starts with what it started with: npm run schemas', async () => {
	const all = await defaults();
	const places = all.map(([where]) => where);
	expect(places).toEqual([...new Set(places)]);
	expect(places.length).toBeGreaterThan(200);
	expect(Object.fromEntries(all)).toEqual(readJson('test/schemas/defaults.json'));
});
