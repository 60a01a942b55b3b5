import { TENANTS } from '../../sandbox/winningtemp/tenants';
import { live, problemsOf } from './live';

/**
 * The shipped workflow against every kind of tenant, for some nights. After each night the tenant
 * holds what HR says, or a remark names what differs; nights without a change in HR write nothing.
 * In parts, so that they run side by side.
 */
export function testTenants(part: number, parts: number): void {
	const mine = TENANTS.filter((_tenant, i) => i % parts === part - 1);
	const holds = mine.filter(({ pending }) => pending === undefined);
	const doNotHold = mine.filter(({ pending }) => pending !== undefined);

	test.each(holds)('$name: $expected', async (profile) => {
		expect(problemsOf(profile, await live(profile))).toEqual([]);
	});

	// Fails once the tenant is handled: the mark in the table is then removed.
	if (doNotHold.length === 0) return;
	test.each(doNotHold)('$name: does not hold yet ($pending)', async (profile) => {
		expect(problemsOf(profile, await live(profile))).not.toEqual([]);
	});
}
