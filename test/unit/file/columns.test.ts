import { heldFields, readColumns as readColumnsOf, type RowKind } from '../../../directory/file';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';
import { refusal as refusalIn } from '../../support/refusal';

type Texts = Partial<Record<RowKind, string>>;

const DEFAULT_COLUMNS = WINNINGTEMP_FILES.columns;
const readColumns = (texts: Texts) => readColumnsOf(texts, WINNINGTEMP_FILES);

const refusal = (texts: Texts) => refusalIn(() => readColumns(texts));

const withUsers = (line: string) => ({ users: `${DEFAULT_COLUMNS.users}\n${line}` });

test('the defaults carry every value of the mission, in its terms', () => {
	const defaults = readColumns({});
	const { users, groups } = defaults;
	expect(users.map(({ name }) => name)).toEqual([
		'External ID',
		'Username',
		'Email',
		'First Name',
		'Last Name',
		'Gender',
		'Birthday',
		'Manager External ID',
		'Exclude from Surveys',
		'Employed Since',
		'Employed Until',
		'Group External ID',
	]);
	expect(groups.map(({ field }) => field)).toEqual([
		'externalId',
		'name',
		'parentExternalId',
		'managerExternalId',
	]);
	expect(readColumns({ users: '  \n', groups: '', segments: '' })).toEqual(defaults);
});

test('columns have the names and the order of the lines; blank lines and blanks around do not count', () => {
	const { users } = readColumns({
		users:
			'ID=externalId\r\n\n   \n  Inloggning =  username \nEfternamn = lastName\nFörnamn = firstName\na = b = attributes.c',
	});
	expect(users).toEqual([
		{ name: 'ID', field: 'externalId' },
		{ name: 'Inloggning', field: 'username' },
		{ name: 'Efternamn', field: 'lastName' },
		{ name: 'Förnamn', field: 'firstName' },
		{ name: 'a = b', field: 'attributes.c' },
	]);
});

test.each([
	['a line that is no assignment', withUsers('Title'), /“Title” in the columns of users is not of/],
	['a line without a field', withUsers('Title = '), /“Title =” in the columns of users is not of/],
	['a line without a name', withUsers('= attributes.x'), /“= attributes.x” .* is not of/],
	['a field that there is not', withUsers('Salary = salary'), /has the field “salary”/],
	[
		'an attribute without a name',
		{ groups: `${DEFAULT_COLUMNS.groups}\nX = attributes.` },
		/has the field “attributes\.”/,
	],
	['a column twice', withUsers('Email = attributes.mail'), /column “Email” comes twice/],
	['a field twice', withUsers('Mail = email'), /field “email” comes twice/],
	[
		'a missing mandatory field',
		{ users: 'ID = externalId\nName = username' },
		/lack firstName, lastName/,
	],
	['a number as a name', withUsers('7 = attributes.seven'), /cannot be called “7”/],
	['a number of several digits', withUsers('2024 = attributes.x'), /cannot be called “2024”/],
	['__proto__ as a name', withUsers('__proto__ = attributes.x'), /cannot be called “__proto__”/],
	[
		'one column by which rows are told apart in both files',
		withUsers('Group Name = attributes.group'),
		/“Group Name” is both in the file of groups and in that of users/,
	],
])('%s is refused, and the message says what to do', (_what, texts, message) => {
	const error = refusal(texts);
	expect(error.message).toMatch(message);
	expect(error.code).toBe('input');
	expect(error.advice.length).toBeGreaterThan(20);
});

test('names may begin or end with a number', () => {
	const { users } = readColumns(withUsers('Nivå 2 = attributes.a\n2:a e-post = attributes.b'));
	expect(users.slice(-2).map(({ name }) => name)).toEqual(['Nivå 2', '2:a e-post']);
});

test('a field that there is not is answered with those that there are', () => {
	expect(refusal(withUsers('Lön = salary')).advice).toBe(
		'Fields are: active, externalId, username, email, firstName, lastName, gender, birthday, managerExternalId, excludeFromSurveys, employedSince, employedUntil, title, phone, segments, groupExternalId, groups, role, or attributes.<name>.',
	);
	expect(refusal({ groups: `${DEFAULT_COLUMNS.groups}\nX = x` }).advice).toBe(
		'Fields are: externalId, name, parentExternalId, managerExternalId, or attributes.<name>.',
	);
});

test('groups may have attributes', () => {
	const { groups } = readColumns({ groups: `${DEFAULT_COLUMNS.groups}\nX = attributes.x` });
	expect(groups.at(-1)).toEqual({ name: 'X', field: 'attributes.x' });
});

describe('the fields that files hold', () => {
	const NAMES = 'Id = externalId\nLogin = username\nFirst = firstName\nLast = lastName';
	const GROUPS = 'Id of Group = externalId\nGroup = name';
	const held = (lines: string) => {
		const { user, group } = heldFields(
			readColumns({ users: `${NAMES}\n${lines}`, groups: GROUPS }),
		);
		return [[...user].slice(4).sort(), [...group].slice(2)];
	};

	test('are those of their columns', () => {
		expect(held('Group of Person = groupExternalId')).toEqual([['groupExternalId'], []]);
	});

	test('are also the own and the further groups, where a column has the list of them', () => {
		expect(held('All Groups = groups')).toEqual([
			['attributes.groups', 'groupExternalId', 'groups'],
			[],
		]);
	});

	test('are also the managers of groups, where a column has the role in each of the list', () => {
		expect(held('All Groups = groups\nRole = role')[1]).toEqual(['managerExternalId']);
		expect(held('Group of Person = groupExternalId\nRole = role')[1]).toEqual([]);
	});
});
