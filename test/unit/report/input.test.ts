import { readInput, type ReportInput } from '../../../directory/report/input';

function read(input: Partial<ReportInput>) {
	return readInput(input);
}

function change(more: object = {}) {
	return { kind: 'user', action: 'update', externalId: 'a', name: 'Åsa Ek', ...more };
}

const GUARD = { name: 'removals', limit: 5, actual: 7, of: 50 };

describe('what an item is', () => {
	test('what carries a guard is held, and what the input Held brings is held without one', () => {
		const { changes, held } = read({
			changes: [change({ guard: GUARD, changes: [{ field: 'email', from: 'a', to: 'b' }] })],
			held: [change({ externalId: 'b' })],
		});
		expect(changes).toEqual([]);
		expect(held).toMatchObject([
			{ externalId: 'a', outcome: 'held', guard: GUARD, fields: [{ field: 'email' }] },
			{ externalId: 'b', outcome: 'held', guard: null },
		]);
	});

	test('what is no change is what it is on the input Held, too', () => {
		const issue = { severity: 'error', code: 'x', message: 'm' };
		const { held, issues, summary, leftOut } = read({
			held: [null, 'x', issue, { users: {}, groups: {} }, { skipped: true, externalId: 'b' }],
		});
		expect([held, issues.length, leftOut]).toEqual([[], 1, 1]);
		expect(summary).toEqual({ users: {}, groups: {} });
	});

	test('a guard on something that is no change holds nothing', () => {
		const { held, changes } = read({ changes: [{ guard: GUARD, name: 'N' }] });
		expect([held, changes]).toEqual([[], []]);
	});

	test('groups are told by their path; without an External ID they are none', () => {
		const group = { externalId: 7, name: 'Lön', path: ['Lund', 'Lön'], level: 2, memberCount: '3' };
		const { groups } = read({
			groups: [group, { ...group, externalId: 'g', managerExternalId: 'm' }, { externalId: 'x' }],
		});
		expect(groups).toEqual([
			{
				externalId: 'g',
				name: 'Lön',
				parentExternalId: null,
				managerExternalId: 'm',
				level: 2,
				path: ['Lund', 'Lön'],
				memberCount: 0,
			},
		]);
	});

	test('a summary is what has figures of both kinds', () => {
		const { summary } = read({
			summary: [{ users: {} }, { groups: {} }, { users: 1, groups: 2 }],
		});
		expect(summary).toBeNull();
	});

	test('people that could not be mapped count once each, those without an id each for themselves', () => {
		const skipped = (externalId?: unknown) => ({ skipped: true, externalId });
		const { leftOut } = read({
			issues: [skipped('a'), skipped('a'), skipped(), skipped(null), { skipped: 'yes' }],
		});
		expect(leftOut).toBe(3);
	});
});

describe('what a change says', () => {
	const one = (item: object) => read({ changes: [item] }).changes[0]!;

	test('it is taken as it is, odd values aside', () => {
		expect(
			one(
				change({
					order: '3',
					targetId: 9,
					reason: 'R.',
					changes: [{ field: 'email', from: null, to: 'b' }, { field: 7 }, null, 'x'],
				}),
			),
		).toEqual({
			order: 0,
			kind: 'user',
			action: 'update',
			outcome: 'updated',
			name: 'Åsa Ek',
			externalId: 'a',
			targetId: '9',
			fields: [{ field: 'email', from: null, to: 'b' }],
			reason: 'R.',
			error: null,
		});
		expect(one(change({ order: 3, changes: 'none' }))).toMatchObject({ order: 3, fields: [] });
	});

	test.each([
		[{ action: 'create' }, 'created', 'create'],
		[{ action: 'reactivate' }, 'reactivated', 'reactivate'],
		[{ action: 'deactivate' }, 'deactivated', 'deactivate'],
		[{ action: 'delete', status: 'applied' }, 'deleted', 'delete'],
		[{ action: 'reactivated' }, 'reactivated', 'reactivate'],
		[{ action: 'deactivated' }, 'deactivated', 'deactivate'],
		[{ action: 'deleted' }, 'deleted', 'delete'],
		[{ action: 'unchanged' }, 'unchanged', null],
		[{ action: 'failed' }, 'failed', null],
		[{ action: 'skipped' }, 'skipped', null],
		[{ status: 'failed' }, 'failed', 'update'],
		[{ status: 'skipped' }, 'skipped', 'update'],
	])('%j counts as %s', (values, outcome, action) => {
		expect(one(change(values))).toMatchObject({ outcome, action });
	});

	test('an error is shown, as text or in the form that n8n gives it', () => {
		expect(one(change({ error: 'Refused.' })).error).toBe('Refused.');
		expect(one(change({ error: { message: 'Refused.', stack: 's' } })).error).toBe('Refused.');
		expect(one(change({ error: { cause: 'x' } })).error).toBeNull();
		expect(one(change({ error: '' })).error).toBeNull();
	});

	test('without a kind, a group is what has a group above or no value of a person', () => {
		const kind = (item: object) => one({ action: 'updated', externalId: 'a', ...item }).kind;
		expect(kind({ username: 'u' })).toBe('user');
		expect(kind({ firstName: 'F' })).toBe('user');
		expect(kind({ lastName: 'L' })).toBe('user');
		expect(kind({ name: 'N' })).toBe('group');
		expect(kind({ name: 'N', username: 'u', parentExternalId: null })).toBe('group');
		expect(kind({ kind: 'user' })).toBe('user');
		expect(kind({ kind: 'group', username: 'u' })).toBe('group');
		expect(kind({ kind: 'other', username: 'u' })).toBe('user');
	});

	test('a person without a name of one piece has that of the two', () => {
		const name = (item: object) => one({ action: 'updated', ...item }).name;
		expect(name({ firstName: 'Åsa', lastName: 'Ek' })).toBe('Åsa Ek');
		expect(name({ lastName: 'Ek' })).toBe('Ek');
		expect(name({ name: 'Åsa E', firstName: 'Åsa' })).toBe('Åsa E');
	});

	test('an adopted account without a reason gets one', () => {
		expect(one(change({ adopted: true })).reason).toContain('Was made by hand');
		expect(one(change({ adopted: true, reason: 'R.' })).reason).toBe('R.');
		expect(one(change({ adopted: 'yes' })).reason).toBe('');
	});
});

describe('what kind of run it was', () => {
	test.each([
		['nothing at all', [], 'applied'],
		['applied changes', [change({ status: 'applied' })], 'applied'],
		['changes that nobody applied', [change()], 'plan'],
		['a plan of which something was applied', [change(), change({ status: 'failed' })], 'applied'],
		['results without a status', [{ action: 'updated', externalId: 'a', name: 'N' }], 'applied'],
		['a dry run of Apply', [change({ status: 'dryRun' }), change({ status: 'failed' })], 'dryRun'],
		['a dry run of another operation', [change({ dryRun: true })], 'dryRun'],
		['what only looks like one', [change({ status: 'applied', dryRun: 'no' })], 'applied'],
	])('%s', (_what, changes, mode) => {
		expect(read({ changes }).mode).toBe(mode);
	});
});

describe('issues', () => {
	test('without a subject, an issue is about what carries it', () => {
		const { issues } = read({
			changes: [
				change({
					kind: 'group',
					issues: [{ severity: 'error', code: 'c', message: 'm' }],
					warnings: ['Left out.', 7, { message: 'no severity' }],
				}),
				change({ externalId: 'b', warnings: 'none' }),
			],
		});
		const subject = { kind: 'group', externalId: 'a', name: 'Åsa Ek' };
		expect(issues).toEqual([
			{ severity: 'warning', code: 'warning', message: 'Left out.', subject, details: {} },
			{ severity: 'error', code: 'c', message: 'm', subject, details: {} },
		]);
	});

	test('a warning of a result without a kind is about the kind that the result was of', () => {
		const { issues } = read({
			changes: [
				{
					action: 'created',
					externalId: 'g',
					name: 'Lön',
					parentExternalId: null,
					warnings: ['w'],
				},
			],
		});
		expect(issues[0]!.subject).toEqual({ kind: 'group', externalId: 'g', name: 'Lön' });
	});

	test('the same words about two people are two issues, and a severity unknown is none', () => {
		const issue = (externalId: string, severity = 'error') => ({
			severity,
			code: 'x',
			message: 'm',
			subject: { kind: 'user', externalId, name: 'N' },
		});
		const { issues } = read({
			issues: [issue('a'), issue('b'), issue('a'), issue('a', 'warning'), issue('c', 'fatal')],
		});
		expect(issues.map(({ subject, severity }) => [subject.externalId, severity])).toEqual([
			['a', 'error'],
			['b', 'error'],
			['a', 'warning'],
		]);
	});

	test('a message that is not text is none', () => {
		expect(read({ issues: [{ severity: 'error', message: 7 }] }).issues).toEqual([]);
	});
});

test('case 3: groups that keep an External ID stand under it, and so does what is below them', () => {
	const group = (externalId: string, parentExternalId: string | null) => ({
		externalId,
		name: externalId,
		parentExternalId,
		path: [externalId],
	});
	const keptGroups = [
		{ externalId: 'new', keptExternalId: 'kept' },
		{ externalId: 'odd', keptExternalId: null },
		'x',
	];
	const { groups } = read({
		groups: [group('new', null), group('child', 'new'), group('odd', 'child')],
		summary: [{ users: {}, groups: {}, keptGroups }],
	});
	expect(groups.map((one) => [one.externalId, one.parentExternalId])).toEqual([
		['kept', null],
		['child', 'kept'],
		['odd', 'child'],
	]);
});

describe('what the summary passes on of the plan’s input', () => {
	const group = (externalId: string, name = externalId) => ({ externalId, name, path: [name] });
	const summary = {
		users: {},
		groups: {},
		skipped: 2,
		groupTree: [group('new', 'Finance'), { externalId: 'no path' }, null],
		keptGroups: [{ externalId: 'new', keptExternalId: 'kept' }],
	};

	test('its groups are the tree, by the ids of HR and by those that Winningtemp keeps', () => {
		const { groups, groupsInHr } = read({ summary: [summary] });
		expect(groups.map(({ externalId, name }) => [externalId, name])).toEqual([['kept', 'Finance']]);
		expect(groupsInHr.map(({ externalId }) => externalId)).toEqual(['new']);
	});

	test('groups that come in by themselves count instead, so that none is there twice', () => {
		const { groups } = read({ summary: [summary], groups: [group('new', 'Ekonomi')] });
		expect(groups.map(({ externalId, name }) => [externalId, name])).toEqual([['kept', 'Ekonomi']]);
	});

	test('skipped people count once, whether they come in, are counted in the summary, or both', () => {
		const people = [{ skipped: true, externalId: 'a' }];
		expect(read({ summary: [summary] }).leftOut).toBe(2);
		expect(read({ summary: [summary], issues: people }).leftOut).toBe(2);
		expect(read({ summary: [{ ...summary, skipped: 0 }], issues: people }).leftOut).toBe(1);
		expect(read({ summary: [{ ...summary, groupTree: 'none', skipped: 'x' }] })).toMatchObject({
			leftOut: 0,
			groups: [],
		});
	});
});

describe('what the summary says of those whom the plan mentions', () => {
	const summary = (more: object) => read({ summary: [{ users: {}, groups: {}, ...more }] });

	test('people by External ID, else by the ID of the target', () => {
		const { people } = summary({
			people: [
				{
					...{ externalId: 'p1', name: 'Åsa Ek', number: 7, path: ['Lund', 3] },
					...{ lastDay: '2026-06-30', managerExternalId: 'p2' },
				},
				{ externalId: null, targetId: 't9', name: 'Bo', path: 'Lund' },
				'nobody',
			],
		});
		expect([...people.values()]).toEqual([
			{
				...{ externalId: 'p1', name: 'Åsa Ek', number: '7', path: ['Lund', '3'] },
				...{ lastDay: '2026-06-30', managerExternalId: 'p2' },
			},
			{
				...{ externalId: null, name: 'Bo', number: '', path: [] },
				...{ lastDay: '', managerExternalId: '' },
			},
		]);
		expect(people.has('p1')).toBe(true);
	});

	test('of those with protected identity the External ID alone', () => {
		const { people } = summary({
			people: [
				{ externalId: 'p1', name: 'Åsa Ek', number: '7', path: ['Lund'], protectedIdentity: true },
			],
		});
		expect([...people]).toEqual([
			['p1', { externalId: 'p1', name: 'Person p1 (protected identity)', protectedIdentity: true }],
		]);
	});

	test('the paths of groups that only the target has', () => {
		const { formerGroups } = summary({
			formerGroups: [
				{ externalId: 'g', path: ['Lund', 'Lön'] },
				{ externalId: 'h', path: 'Lund' },
				7,
			],
		});
		expect([...formerGroups]).toEqual([['g', ['Lund', 'Lön']]]);
	});

	test('groups and those above them by the External IDs that they keep', () => {
		const group = (externalId: string, parentExternalId: string | null) => ({
			...{ externalId, name: externalId, path: [externalId], parentExternalId },
			...{ level: 1, memberCount: 0, managerExternalId: null },
		});
		const { groups, groupsInHr } = summary({
			groupTree: [group('a', null), group('b', 'a'), group('c', 'b')],
			keptGroups: [
				{ externalId: 'a', keptExternalId: 'old-a' },
				{ externalId: 'b', keptExternalId: '' },
			],
		});
		const ids = (list: typeof groups) => list.map((one) => [one.externalId, one.parentExternalId]);
		expect(ids(groups)).toEqual([
			['old-a', null],
			['b', 'old-a'],
			['c', 'b'],
		]);
		expect(ids(groupsInHr)).toEqual([
			['a', null],
			['b', 'a'],
			['c', 'b'],
		]);
	});
});

test('what "Create or Update" holds of an item is what it lists as held, without what is no value', () => {
	const fields = [{ field: 'email', from: 'a', to: 'b' }];
	const { held } = read({
		held: [change({ changes: [{ field: 'title', from: 1, to: 2 }], held: [...fields, 'x', {}] })],
	});
	expect(held[0]!.fields).toEqual(fields);
});

test('a message of an item about somebody with protected identity is not read', () => {
	const { issues } = read({
		changes: [change({ protectedIdentity: true, warnings: ['Åsa Ek has no address.'] })],
		issues: [{ severity: 'error', code: 'c', message: 'm', protectedIdentity: true }],
	});
	expect(issues.map(({ message }) => message)).toEqual(['', 'm']);
});
