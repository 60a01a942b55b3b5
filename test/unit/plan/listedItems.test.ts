import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser } from '../../../directory/model/person';
import {
	planListed,
	type Item,
	type ListedOptions,
	type ListedPlan,
} from '../../../directory/plan/listed';
import { DEFAULT_SETTINGS, systems } from '../../support/plan';

function person(externalId: string, values: Item = {}): Item {
	return {
		externalId,
		username: `${externalId}@exempel.se`,
		firstName: 'Åsa',
		lastName: externalId.toUpperCase(),
		...values,
	};
}

function user(externalId: string | null, values: Partial<CurrentUser> = {}): CurrentUser {
	return {
		kind: 'user',
		targetId: `t-${externalId}`,
		externalId,
		username: `${externalId}@exempel.se`,
		firstName: 'Åsa',
		lastName: `${externalId}`.toUpperCase(),
		active: true,
		managerExternalId: null,
		memberOf: [],
		...values,
	};
}

function group(externalId: string | null, values: Partial<CurrentGroup> = {}): CurrentGroup {
	return {
		kind: 'group',
		targetId: `t-${externalId}`,
		externalId,
		name: `${externalId}`,
		parentExternalId: null,
		managerExternalId: null,
		...values,
	};
}

function users(items: Item[], current: CurrentUser[] = [], groups: CurrentGroup[] = []) {
	return planListed('user', items, { users: current, groups }, { knows: () => true, systems });
}

function groups(items: Item[], current: CurrentGroup[] = [], options: Partial<ListedOptions> = {}) {
	return planListed(
		'group',
		items,
		{ users: [], groups: current },
		{ knows: () => true, systems, ...options },
	);
}

const fieldsOf = ({ changes }: ListedPlan) =>
	changes.flatMap((change) => change.changes.map(({ field, to }) => [field, to]));
const errorsOf = ({ verdicts }: ListedPlan) => verdicts.map(({ error }) => error);

describe('what is reported for an item', () => {
	test('a new person: a verdict and the change to be made', () => {
		const planned = users([person('a', { email: ' Asa@Exempel.SE ' })]);
		expect(planned.verdicts).toEqual([
			{
				item: 0,
				externalId: 'a',
				targetId: null,
				name: 'Åsa A',
				username: 'a@exempel.se',
				action: 'created',
				changes: planned.changes[0]!.changes,
				warnings: [],
				positions: [0],
			},
		]);
		expect(planned.changes[0]).toMatchObject({
			order: 1,
			kind: 'user',
			action: 'create',
			targetId: null,
			reason: 'Is in HR and not yet in Winningtemp.',
		});
		expect(planned.changes[0]).not.toHaveProperty('version');
		expect(fieldsOf(planned)).toContainEqual(['email', 'asa@exempel.se']);
	});

	test('a group: of its kind, and without a username', () => {
		const planned = groups([{ externalId: 'g', name: 'Lön' }]);
		expect(planned.changes[0]).toMatchObject({ kind: 'group', action: 'create', name: 'Lön' });
		expect(planned.verdicts[0]).not.toHaveProperty('username');
	});

	test('the version that was read goes along, so that nothing newer is overwritten', () => {
		const [change] = users(
			[person('a', { lastName: 'Ny' })],
			[user('a', { version: 'W/"7"' })],
		).changes;
		expect(change).toMatchObject({ version: 'W/"7"', targetId: 't-a' });
	});

	test('the reason says that a user is adopted', () => {
		const byHand = user(null, { username: 'a@exempel.se', firstName: 'Asa', lastName: 'a' });
		expect(users([person('a')], [byHand]).changes[0]!.reason).toBe(
			'A user made by hand has this username: adopted, and linked to HR by the External ID. Differs from HR.',
		);
	});

	test('someone who comes back changed is reactivated, once, with all that changed', () => {
		const back = users([person('a', { lastName: 'Ny' })], [user('a', { active: false })]);
		expect(back.changes).toHaveLength(1);
		expect(back.changes[0]!.action).toBe('reactivate');
		expect(fieldsOf(back)).toEqual([
			['active', true],
			['lastName', 'Ny'],
		]);
	});
});

describe('values', () => {
	test.each([
		['gender', 'male'],
		['gender', 'female'],
		['gender', 'none'],
		['birthday', '1980-02-29'],
		['birthday', null],
		['email', null],
		['managerExternalId', null],
		['excludeFromSurveys', true],
		['groupExternalId', null],
		['attributes', { title: 'Chef' }],
	])('a %s of %j is taken', (field, value) => {
		expect(errorsOf(users([person('a', { [field]: value })]))).toEqual([undefined]);
	});

	test.each([
		['gender', 'M', 'gender is not male, female or none.'],
		['birthday', '1980-02-30', 'birthday is not a date of the form YYYY-MM-DD.'],
		['birthday', new Date(0), 'birthday is not a date of the form YYYY-MM-DD.'],
		['excludeFromSurveys', 'yes', 'excludeFromSurveys is not true or false.'],
		['firstName', null, 'firstName is not text.'],
		['lastName', 7, 'lastName is not text.'],
		['email', 7, 'email is not text.'],
		['groupExternalId', 7, 'groupExternalId is not text.'],
		['attributes', null, 'attributes is not an object of names and values.'],
		['attributes', 'x', 'attributes is not an object of names and values.'],
		['attributes', ['x'], 'attributes is not an object of names and values.'],
	])('a %s of %j is refused with what to do', (field, value, says) => {
		const [error] = errorsOf(users([person('a', { [field]: value })]));
		expect(error).toContain(says);
		expect(error).toMatch(/(Correct|Use) .*\.$/);
	});

	test('usernames and External IDs are taken without blanks around them; a blank one is none', () => {
		const planned = users(
			[person('a', { username: ' Ny@Exempel.SE ', managerExternalId: ' b ' })],
			[user('a'), user('b')],
		);
		expect(fieldsOf(planned)).toEqual([
			['username', 'ny@exempel.se'],
			['managerExternalId', 'b'],
		]);
		expect(planned.verdicts[0]!.username).toBe('ny@exempel.se');
		const unlinked = users(
			[person('a', { managerExternalId: ' ' })],
			[user('a', { managerExternalId: 'b' }), user('b')],
		);
		expect(fieldsOf(unlinked)).toEqual([['managerExternalId', null]]);
		expect(errorsOf(users([person('a', { username: ' ' })]))).toEqual([
			'The person has no username, usually because HR has no work e-mail. Enter one in HR, or map username to another field.',
		]);
	});

	test('only what the target knows is written, further values among it', () => {
		const item = person('a', { phone: '070', attributes: { title: 'Chef', shoe: '42' } });
		const options = {
			knows: (field: string) => field !== 'phone' && !field.includes('shoe'),
			systems,
		};
		const planned = planListed('user', [item], { users: [], groups: [] }, options);
		expect(fieldsOf(planned)).toEqual([
			['username', 'a@exempel.se'],
			['firstName', 'Åsa'],
			['lastName', 'A'],
			['attributes.title', 'Chef'],
		]);
		expect(errorsOf(planned)).toEqual([undefined]);
	});

	test('the mark of protected identity goes along, and only where it is true', () => {
		const marked = users([person('a', { protectedIdentity: true }), person('b')]);
		expect(marked.changes.map(({ protectedIdentity }) => protectedIdentity)).toEqual([
			true,
			undefined,
		]);
	});

	test('a blank e-mail address is none', () => {
		const current = user('a', { email: 'gammal@exempel.se' });
		expect(fieldsOf(users([person('a', { email: '  ' })], [current]))).toEqual([['email', null]]);
	});
});

describe('names that somebody else has', () => {
	const named = (id: string) => ({ username: `${id}@exempel.se` });

	test('a person who waits for somebody that is not written is not written either, however far', () => {
		const planned = users(
			[person('a', named('b')), person('b', named('c')), person('c', named('d')), person('e')],
			['a', 'b', 'c', 'd'].map((id) => user(id)),
		);
		expect(planned.verdicts.map(({ action }) => action)).toEqual([
			'failed',
			'failed',
			'failed',
			'created',
		]);
		expect(errorsOf(planned).slice(0, 3)).toEqual(
			['b', 'c', 'd'].map((id) =>
				expect.stringContaining(
					`cannot have the username ${id}@exempel.se: the user Åsa ${id.toUpperCase()} (${id}) has it`,
				),
			),
		);
	});

	test('a person without External ID or name is named by the values that there are', () => {
		const current = [
			user('a'),
			user(null, { targetId: 't-1', username: 'm@exempel.se', firstName: '', lastName: '' }),
			user(null, { targetId: 't-2', username: 'n@exempel.se', firstName: 'Bo', lastName: '' }),
		];
		const [error] = errorsOf(users([person('a', named('m'))], current));
		expect(error).toContain('the user m@exempel.se (without External ID) has it');
		expect(errorsOf(users([person('a', named('n'))], current))[0]).toContain(
			'the user Bo (without',
		);
	});

	test('one who is adopted by the name takes it from nobody', () => {
		const byHand = user(null, { username: 'a@exempel.se' });
		expect(errorsOf(users([person('a'), person('b')], [byHand]))).toEqual([undefined, undefined]);
	});

	test('without an owner, or with several, nobody gets a name that is wanted twice', () => {
		const same = [person('a', named('x')), person('b', named('x'))];
		expect(errorsOf(users(same))).toEqual([
			expect.stringContaining('Åsa A and Åsa B (b) have the same username x@exempel.se in HR'),
			expect.stringContaining('Åsa B and Åsa A (a) have the same username x@exempel.se in HR'),
		]);
		const owners = [user('a', named('x')), user('b', { username: 'X@exempel.se' })];
		expect(users(same, owners).changes).toEqual([]);
	});

	test('people are named in one order, and of very many only some', () => {
		const many = Array.from({ length: 8 }, (_, n) => person(`p${7 - n}`, named('x')));
		expect(errorsOf(users(many))[0]).toContain(
			'Åsa P7 and Åsa P0 (p0), Åsa P1 (p1), Åsa P2 (p2), Åsa P3 (p3), Åsa P4 (p4) and 2 more have',
		);
	});
});

describe('managers', () => {
	test('one that is not mapped is left alone, also where Winningtemp has a circle', () => {
		const current = [user('a', { managerExternalId: 'b' }), user('b', { managerExternalId: 'a' })];
		const planned = users([person('a'), person('b', { managerExternalId: 'a' })], current);
		expect(planned.verdicts.map(({ warnings }) => warnings.length)).toEqual([0, 1]);
		expect(planned.changes).toEqual([]);
	});

	test('none is no manager, and nothing to warn of', () => {
		const planned = users(
			[person('a', { managerExternalId: null })],
			[user('a', { managerExternalId: 'b' }), user('b'), user(null, { username: 'hand' })],
		);
		expect(planned.verdicts[0]!.warnings).toEqual([]);
		expect(fieldsOf(planned)).toEqual([['managerExternalId', null]]);
	});
});

describe('memberships', () => {
	test('a deleted group does not count; of several, the first by External ID is named', () => {
		const current = user('a', { memberOf: ['t-g3', 't-gone', 't-g1', 't-g2'] });
		const there = ['g1', 'g2', 'g3'].map((id) => group(id));
		const [change] = users([person('a', { groupExternalId: 'g2' })], [current], there).changes;
		expect(change!.changes).toEqual([{ field: 'groupExternalId', from: 'g1', to: 'g2' }]);
	});

	test('a new person is put into the group; one whose memberships are not known stays', () => {
		const there = [group('g1')];
		const wanted = person('a', { groupExternalId: 'g1' });
		expect(fieldsOf(users([wanted], [], there))).toContainEqual(['groupExternalId', 'g1']);
		const unknown = user('a', { memberOf: undefined });
		expect(fieldsOf(users([wanted], [unknown], there))).toEqual([]);
		const none = person('a', { groupExternalId: null });
		expect(fieldsOf(users([none], [unknown], there))).toEqual([]);
	});
});

describe('groups', () => {
	const item = (externalId: string, more: Item = {}): Item => ({
		externalId,
		name: externalId,
		parentExternalId: null,
		...more,
	});

	test.each([
		[{ name: ' ' }, 'The group has no name. Map name to a value that is not empty.'],
		[{ parentExternalId: 7 }, 'parentExternalId is not text. Correct the mapping.'],
		[{ managerExternalId: {} }, 'managerExternalId is not text. Correct the mapping.'],
	])('%j is refused with what to do', (values, says) => {
		expect(errorsOf(groups([item('g', values)]))).toEqual([says]);
	});

	test('two of one External ID are told as groups', () => {
		expect(errorsOf(groups([item('g'), item('g', { name: 'h' })]))[0]).toBe(
			'2 groups have the External ID g: g (g) and h (g). None of them is written. Give each an External ID of its own.',
		);
	});

	test('those of one External ID are named in one order', () => {
		const twice = [item('g', { name: 'lön' }), item('g', { name: 'Ekonomi' })];
		expect(errorsOf(groups(twice))[0]).toContain('External ID g: Ekonomi (g) and lön (g).');
	});

	test('a tenant that knows no group above needs none', () => {
		const knows = (field: string) => field !== 'parentExternalId';
		const planned = groups([item('g', { parentExternalId: 'gone' })], [], { knows });
		expect(errorsOf(planned)).toEqual([undefined]);
		expect(fieldsOf(planned)).toEqual([['name', 'g']]);
	});

	test('one problem is reported, not also that of the group above', () => {
		const planned = groups([
			item('a', { name: '' }),
			item('b', { parentExternalId: 'a' }),
			item('c', { parentExternalId: 'b' }),
		]);
		const [own, below, furtherBelow] = errorsOf(planned);
		expect(own).toMatch(/^The group has no name/);
		expect(below).toMatch(/^The group above, External ID a, is neither/);
		expect(furtherBelow).toMatch(/^The group above, b, is not written: The group above/);
	});

	test('only what has no External ID is adopted by its name, and only by one that is not there', () => {
		const byHand = group(null, { name: 'Lön' });
		const adopt = (items: Item[], current: CurrentGroup[]) =>
			groups(items, current, { adoptsGroupsByName: true }).verdicts.map(({ adopted }) => adopted);
		expect(adopt([item('g', { name: 'LÖN' })], [byHand])).toEqual([true]);
		expect(adopt([item('g', { name: 'Lön' })], [group('other', { name: 'Lön' })])).toEqual([
			undefined,
		]);
		expect(adopt([item('g', { name: 'Lön' })], [group('other', { name: 'Lön' }), byHand])).toEqual([
			true,
		]);
		expect(adopt([item('g', { name: 'Lön' }), item('h', { name: 'Lön' })], [byHand])).toEqual([
			undefined,
			undefined,
		]);
		const there = group('g', { name: 'Gammalt' });
		expect(adopt([item('g', { name: 'Lön' })], [there, byHand])).toEqual([undefined]);
	});
});

describe('a value that cannot be used fails its item alone, and the reason names the field', () => {
	const text = 'is not text. Correct the mapping.';
	const flag = 'is not true or false. Correct the mapping.';
	const day = 'is not a date of the form YYYY-MM-DD. Correct it in HR, or the mapping.';
	const gender =
		'is not male, female or none. Use the Employee Mapper, or map it to one of these words.';
	const segments =
		'is not a list of segments, each with an externalId. Use the Employee Mapper, or correct the mapping.';
	const office = { category: 'Office', name: 'Malmö', externalId: 'o1' };

	test.each<[string, unknown, string | undefined]>([
		['firstName', 7, text],
		['firstName', null, text],
		['title', 7, text],
		['title', null, undefined],
		['managerExternalId', 7, text],
		['managerExternalId', null, undefined],
		['groupExternalId', { id: 'g' }, text],
		['excludeFromSurveys', 'yes', flag],
		['excludeFromSurveys', null, flag],
		['excludeFromSurveys', false, undefined],
		['gender', 'x', gender],
		['gender', null, gender],
		['gender', 'none', undefined],
		['birthday', '1990-02-30', day],
		['birthday', 19900228, day],
		['birthday', '1990-02-28', undefined],
		['segments', 'Malmö', segments],
		['segments', [office, { name: 'Lund' }], segments],
		['segments', { ...office, length: 1 }, segments],
		['segments', [office], undefined],
		['segments', null, undefined],
	])('%s as %j', (field, value, problem) => {
		const planned = users([person('a', { [field]: value }), person('b')]);
		expect(errorsOf(planned)).toEqual([
			problem === undefined ? undefined : `${field} ${problem}`,
			undefined,
		]);
		expect(planned.changes.map(({ externalId }) => externalId)).toEqual(
			problem === undefined ? ['a', 'b'] : ['b'],
		);
	});

	test('further values are an object, and each is taken as it is', () => {
		expect(errorsOf(users([person('a', { attributes: ['x'] })]))).toEqual([
			'attributes is not an object of names and values. Correct the mapping.',
		]);
		const taken = users([person('a', { attributes: { floor: 3, flags: [true] } })]);
		expect(fieldsOf(taken)).toEqual(
			expect.arrayContaining([
				['attributes.flags', [true]],
				['attributes.floor', 3],
			]),
		);
	});

	test('without a name a group fails, and without a username a person', () => {
		expect(errorsOf(groups([{ externalId: 'g', name: ' ' }]))).toEqual([
			'The group has no name. Map name to a value that is not empty.',
		]);
		expect(errorsOf(users([person('a', { username: ' ', name: 'A' })]))).toEqual([
			'The person has no username, usually because HR has no work e-mail. Enter one in HR, or map username to another field.',
		]);
	});

	test('a verdict that failed has nothing to write, no warning and no change', () => {
		const { verdicts } = users([person('a', { title: 7, protectedIdentity: true })]);
		expect(verdicts).toEqual([
			{
				...{ item: 0, externalId: 'a', targetId: null, username: 'a@exempel.se' },
				...{ name: 'Person a (protected identity)', protectedIdentity: true, action: 'failed' },
				...{ changes: [], warnings: [], positions: [], error: `title ${text}` },
			},
		]);
	});
});

describe('the plan of a list', () => {
	const OPTIONS: ListedOptions = { knows: () => true, systems };
	const planned = (items: Item[], current: CurrentUser[], options: Partial<ListedOptions> = {}) =>
		planListed('user', items, { users: current, groups: [] }, { ...OPTIONS, ...options });
	const renamed = (count: number) => {
		const ids = Array.from({ length: count }, (_, i) => `p${i}`);
		return {
			items: ids.map((id) => person(id, { lastName: 'Ny' })),
			current: ids.map((id) => user(id)),
		};
	};

	test('removes nobody, and leaves inactive users so where that is chosen', () => {
		const inactive = user('a', { active: false });
		const others = [inactive, user('b')];
		expect(planned([person('a')], others).changes.map(({ action }) => action)).toEqual([
			'reactivate',
		]);
		const kept = planned([person('a')], others, { reactivates: false });
		expect(kept.changes).toEqual([]);
		expect(kept.verdicts).toMatchObject([{ action: 'unchanged', targetId: 't-a' }]);
	});

	test('remembers what was written in a week, and compares values as they are kept', () => {
		const { items, current } = renamed(11);
		const options = { today: '2026-11-27' };
		const written = { since: '2026-11-21', counts: {} };
		expect(planned(items, current, options).changes.every((one) => !one.counts)).toBe(true);
		const none = { fieldChanges: { count: 100, share: 100 } };
		const guards = { ...DEFAULT_SETTINGS.guards, ...none };
		const counted = planned(items, current, { ...options, written, guards });
		expect(counted.changes[0]!.counts).toEqual([{ guard: 'fieldChanges user lastName' }]);
		const kept = new Map([['user.lastName', { forms: ['upper'], pairs: new Set<string>() }]]);
		const upper = current.map((one) => ({ ...one, lastName: 'NY' }));
		expect(planned(items, upper, { guards }).changes).toHaveLength(11);
		expect(planned(items, upper, { guards, kept }).changes).toEqual([]);
	});

	test('says of the whole what became of a release, and nothing that is about somebody', () => {
		const { remarks } = planned([person('a', { managerExternalId: 'gone' })], [user('a')], {
			...{ release: 'yes', today: '2026-11-27' },
		});
		expect(remarks.map(({ code }) => code)).toEqual(['notReleased']);
	});

	test('protected accounts are left as they are', () => {
		const { items, current } = renamed(2);
		const { changes } = planned(items, current, { protectedAccounts: ['p0'] });
		expect(changes.map(({ externalId }) => externalId)).toEqual(['p1']);
	});

	test('an account made by hand that gets an External ID is adopted, and one with another is not', () => {
		const byHand = user(null, { targetId: 't-x', username: 'a@exempel.se', lastName: 'A' });
		expect(planned([person('a')], [byHand]).verdicts).toMatchObject([
			{ action: 'updated', adopted: true, targetId: 't-x' },
		]);
		const [verdict] = planned(
			[person('a', { title: 'Cook' })],
			[user('a', { title: null })],
		).verdicts;
		expect(verdict).not.toHaveProperty('adopted');
	});
});
