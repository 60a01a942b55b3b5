import { TENANTS } from '../../sandbox/winningtemp/tenants';

test('there are at least 40 kinds of tenants, each once, and each says what it is', () => {
	expect(TENANTS.length).toBeGreaterThanOrEqual(40);
	expect(new Set(TENANTS.map(({ name }) => name)).size).toBe(TENANTS.length);
	expect(TENANTS.filter(({ quirk, standsFor }) => quirk === '' || standsFor === '')).toEqual([]);
});

test('what differs is remarked on, and what stops says why', () => {
	const silent = TENANTS.filter(
		({ expected, remarks = [], differs = [] }) =>
			(expected === 'works') === remarks.length > 0 || (expected === 'works' && differs.length > 0),
	);
	expect(silent.map(({ name }) => name)).toEqual([]);
});
