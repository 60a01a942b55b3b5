import { TENANTS } from '../../sandbox/winningtemp/tenants';
import { tenantsPage } from '../../sandbox/winningtemp/tenants/page';
import { readText } from '../../support/files';

/** A page as its text is, however its tables are laid out. */
const plain = (page: string) => page.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

test('docs/tenants.md says what the runs give; `npm run tenants` writes it', () => {
	expect(plain(readText('docs/tenants.md'))).toBe(plain(tenantsPage()));
});

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
