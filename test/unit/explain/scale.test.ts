import { explain } from './support';

test('case 40: one among 100,000 is found and explained', () => {
	const everyone = Array.from({ length: 100_000 }, (_, i) => ({
		externalId: `e${i}`,
		username: `u${i}@exempel.se`,
		firstName: 'Anna',
		lastName: `Berg ${i}`,
		groupExternalId: null,
	}));
	const { people } = explain({ who: 'u77777@exempel.se', lists: { issues: everyone }, levels: [] });
	expect(people.map(({ externalId }) => externalId)).toEqual(['e77777']);
});
