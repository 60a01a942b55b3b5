import {
	isWholeChange,
	NO_GROUP_MANAGERS_HERE,
	NO_GROUPS_HERE,
	readCurrent,
	readGroups,
	readIssues,
	readPeople,
	shapeOf,
	type Item,
	UNIQUE_NAMES_HERE,
} from '../../../directory/model/items';

const list = (...items: Item[]) => ({ items, input: 'Users', connect: 'Connect People.' });
const issue = {
	severity: 'error',
	code: 'x',
	message: 'Anna has no id.',
	subject: { kind: 'user' },
};
const change = {
	...{ order: 1, kind: 'user', action: 'update', externalId: 'p1', targetId: 't1' },
	changes: [{ field: 'email', from: null, to: 'a@x.se' }],
};

test.each([
	['issue', issue],
	['change', change],
	['change', { status: 'failed', error: 'not a change' }],
	['change', { action: 'unchanged', externalId: 'p1', username: 'a@x.se' }],
	['held', { ...change, guard: { name: 'moves', limit: 1, actual: 2, of: 3 } }],
	['summary', { planId: '', users: {}, groups: {} }],
	['skipped', { externalId: null, name: 'Anna', skipped: true, issues: [issue] }],
	['currentUser', { kind: 'user', targetId: 't1', externalId: 'p1', username: 'a@x.se' }],
	['currentGroup', { kind: 'group', targetId: 't1', externalId: null, name: 'HR' }],
	['group', { externalId: 'g1', name: 'HR', path: ['HR'] }],
	['person', { externalId: 'p1', username: 'a@x.se' }],
	[null, {}],
	[null, { Id: 'e1', FirstName: 'Anna' }],
	[null, { users: {}, groups: 3 }],
	[null, { users: [], groups: {} }],
	[null, { skipped: false, name: 'Anna' }],
	[null, { kind: 'user', externalId: 'p1', username: 'a@x.se' }],
	[null, { kind: 'group', externalId: 'g1', name: 'HR' }],
	[null, { kind: 'user', targetId: 7 }],
	[null, { externalId: 'p1', username: 7 }],
	[null, { externalId: 7, username: 'a@x.se' }],
	[null, { guard: {}, name: 'Anna' }],
])('an item is told by its shape: %s', (shape, item) => {
	expect(shapeOf(item)).toBe(shape);
});

test.each([
	['People', readPeople, { name: 'Anna' }, 'not a person: it has no externalId'],
	['Groups', readGroups, { externalId: 'g1' }, 'not a group: it needs an externalId and a name'],
	['Issues', readIssues, { message: 'x' }, 'not an issue: it needs a severity, a message'],
	['Current', of('Katalog'), { kind: 'user' }, 'not from Katalog: it has no targetId'],
	['Current', of('Katalog'), { kind: 'x', targetId: '1' }, 'neither a user nor a group'],
])(
	'%s: an error counts the items as they came, and says what to connect',
	(_input, read, item, is) => {
		expect(() => read(list({}, { partialList: true }, item))).toThrow(
			expect.objectContaining({
				message: expect.stringContaining(`Item 2 of the input Users is ${is}`),
				advice: 'Connect People.',
				code: 'input',
			}),
		);
	},
);

function of(target: string) {
	return (items: Parameters<typeof readCurrent>[0]) => readCurrent(items, target);
}

test('a group without a manager keeps the one of the target; an empty one has none', () => {
	const [absent, empty] = readGroups(
		list(
			{ externalId: 1, name: 'HR' },
			{ externalId: 'g2', name: 'IT', managerExternalId: ' ', parentExternalId: 1 },
		),
	);
	expect(absent).toEqual({ externalId: '1', name: 'HR', parentExternalId: null });
	expect(empty).toMatchObject({ managerExternalId: null, parentExternalId: '1' });
});

test.each<[string, Item, object]>([
	['an inactive one', { active: false }, { active: false }],
	['one of whose state nothing is told', { active: undefined }, { active: true }],
	['one with a number as username', { username: 7 }, { username: '7' }],
	['one whose username is no text', { username: { a: 1 } }, { username: '' }],
	['one whose External ID is a number', { externalId: 7 }, { externalId: null }],
])('a user of the target: %s', (_which, values, read) => {
	const user = { kind: 'user', targetId: 't1', externalId: 'p1', username: 'a@x.se', active: true };
	const { users } = readCurrent(list({ ...user, ...values }), 'Katalog');
	expect(users).toEqual([{ ...user, ...read }]);
});

test('the directory is told apart into users and groups; a blank External ID is none', () => {
	const user = { kind: 'user', targetId: 't1', externalId: 'p1', username: 'a@x.se', active: true };
	const { users, groups } = readCurrent(
		list(
			user,
			{ kind: 'user', targetId: 't2', externalId: ' ' },
			{ kind: 'group', targetId: 't3' },
		),
		'Katalog',
	);
	expect(users[0]).toBe(user);
	expect(users[1]).toMatchObject({ externalId: null, username: '', active: true });
	expect(users).toHaveLength(2);
	expect(groups).toEqual([{ kind: 'group', targetId: 't3', externalId: null, name: '' }]);
});

test.each([
	['no order', { order: undefined }],
	['an unknown action', { action: 'rename' }],
	['an External ID that is a number', { externalId: 7 }],
	['a value that is not there', { changes: [{ field: 'email', from: 'a@x.se' }] }],
])('%s is no change that can be made', (_what, values) => {
	expect(isWholeChange(change)).toBe(true);
	expect(isWholeChange({ ...change, ...values })).toBe(false);
});

test('people and issues are taken as they are, but for ids that are numbers', () => {
	const anna = { externalId: 7, username: 'a@x.se', managerExternalId: 8, groupExternalId: 9 };
	expect(readPeople(list(anna, { externalId: null, name: 'Bo', skipped: true }))).toEqual([
		{ externalId: '7', username: 'a@x.se', managerExternalId: '8', groupExternalId: '9' },
		{ externalId: null, name: 'Bo', skipped: true },
	]);
	expect(() => readPeople(list({ kind: 'user', externalId: 'p1' }))).toThrow('not a person');
	expect(readIssues(list(issue))).toEqual([issue]);
	expect(() => readIssues(list({ ...issue, subject: 'Anna' }))).toThrow('not an issue');
	expect(() => readIssues(list({ ...issue, severity: 'high' }))).toThrow('not an issue');
});

test('what is peculiar to a target is told by items that are neither users nor groups', () => {
	const user = { kind: 'user', targetId: 't1', externalId: 'p1', username: 'a@x.se', active: true };
	const read = (...items: Item[]) => readCurrent(list(user, ...items), 'Katalog');
	expect(read()).toStrictEqual({ users: [user], groups: [] });
	expect(read(NO_GROUPS_HERE)).toStrictEqual({ users: [user], groups: [], hasGroups: false });
	expect(read(NO_GROUP_MANAGERS_HERE)).toStrictEqual({
		...{ users: [user], groups: [], hasGroupManagers: false },
	});
	expect(read(UNIQUE_NAMES_HERE)).toStrictEqual({
		...{ users: [user], groups: [], hasUniqueNames: true },
	});
	const others = { hasGroups: true, hasGroupManagers: true, hasUniqueNames: false };
	expect(read({ kind: 'directory', ...others })).toStrictEqual({ users: [user], groups: [] });
});
