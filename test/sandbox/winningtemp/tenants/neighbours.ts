import { ENTERPRISE_USER, EXTENSION_USER } from '../profiles';
import { membersOf, type Member } from '../members';
import { resourcesIn, shows, type Asked, type Quirk } from '../quirks';
import { scimError } from '../scim-error';
import { parentOf } from '../tenant';
import type { TenantProfile } from './profile';

type Values = Record<string, unknown>;

/** Keeps phone numbers in another form. */
const keepsPhones = (of: (text: string) => string): Quirk => ({
	keep: (_kind, values) => {
		const own = values[EXTENSION_USER] as Values | undefined;
		if (typeof own?.phone === 'string') own.phone = of(own.phone);
	},
});

const WITH_PHONES = {
	mapper: { phone: 'Phone' },
	credential: { customizeAttributes: true, phonePath: '{user}:phone' },
} as const;

/** Keeps names of groups with so many characters. */
const cutsGroups = (length: number): Quirk => ({
	keep: (kind, values) => {
		if (kind === 'group') values.displayName = String(values.displayName).slice(0, length).trim();
	},
});

const refusesSameNames: Quirk = {
	keep: (kind, { displayName }, old, { stores }) => {
		if (kind !== 'group') return;
		const isTaken = stores.group
			.list()
			.some((one) => one.id !== old?.id && one.displayName === displayName);
		if (isTaken) throw scimError(409, 'A group with this displayName exists', 'uniqueness');
	},
};

/** Lists lack what a user or group shows by itself. */
const hidesInLists = (kind: 'user' | 'group', isHidden: (name: string) => boolean): Quirk => ({
	reply: (reply, asked) => {
		if (asked.kind !== kind || asked.id !== undefined || asked.method !== 'GET') return;
		for (const one of resourcesIn(reply, asked))
			for (const name of Object.keys(one)) if (isHidden(name)) delete one[name];
	},
});

/** Groups show the members of all groups below them, too. @param mark what their entries have more */
const showsBelow = (isShown: (asked: Asked) => boolean, mark: Values = {}): Quirk =>
	shows('group', (group, asked, { stores }) => {
		if (!isShown(asked)) return;
		const groups = stores.group.list();
		const within = (id: unknown): Member[] =>
			groups.flatMap((one) =>
				parentOf(one) === id ? [...membersOf(one), ...within(one.externalId)] : [],
			);
		const inherited = within(group.externalId).map((one) => ({ ...one, ...mark }));
		const all = [...inherited, ...membersOf(group)];
		group.members = [...new Map(all.map((one) => [one.value, one])).values()];
	});

const isList = ({ method, id }: Asked): boolean => method === 'GET' && id === undefined;

/** Shows a value of the user extension in another form. */
const showsOwn = (name: string, of: (value: unknown) => unknown): Quirk =>
	shows('user', (user) => {
		const own = user[EXTENSION_USER] as Values | undefined;
		if (own?.[name] !== undefined) own[name] = of(own[name]);
	});

/** Tenants of the kinds above, each beside one of them. */
export const NEIGHBOURS: readonly TenantProfile[] = [
	{
		name: 'phone numbers with a country code',
		quirk: '`070-123 45 67` comes back as `+46701234567`',
		standsFor: 'ITU-T E.164, a common form of directories',
		options: {
			freeAttributes: { user: ['phone'] },
			quirks: [
				keepsPhones((text) =>
					text.startsWith('0') ? `+46${text.slice(1).replace(/\D/g, '')}` : text,
				),
			],
		},
		...WITH_PHONES,
		expected: 'worksWithRemark',
		remarks: ['phone number'],
	},
	{
		name: 'phone numbers as addresses',
		quirk: '`070-123 45 67` comes back as `tel:+46-70-123-45-67`',
		standsFor: 'RFC 7643 §4.1.2: phone numbers should be as in RFC 3966',
		options: {
			freeAttributes: { user: ['phone'] },
			quirks: [
				keepsPhones((text) =>
					text.startsWith('0') ? `tel:+46-${text.slice(1).replace(/ /g, '-')}` : text,
				),
			],
		},
		...WITH_PHONES,
		expected: 'worksWithRemark',
		remarks: ['phone number'],
	},
	{
		name: 'names of sibling groups cut to the same',
		quirk: 'Names of groups are cut at 16 characters, so that groups side by side have one name',
		standsFor: 'Limits of length, of which 64 characters is a common one',
		options: { quirks: [cutsGroups(16)] },
		departments: 'Avdelningen för ',
		expected: 'worksWithRemark',
		remarks: ['name of'],
		differs: ['groupName'],
	},
	{
		name: 'names of sibling groups cut to the same, and unique',
		quirk: 'Names of groups are cut at 16 characters, and the same name a second time is a 409',
		standsFor: 'Limits of length, and public behaviour of AWS IAM Identity Center',
		options: { quirks: [cutsGroups(16), refusesSameNames] },
		departments: 'Avdelningen för ',
		expected: 'worksWithRemark',
		remarks: ['name of', 'Lund / Avdelningen för Ekonomi', '2 Avdelningen för Lager'],
		differs: ['groupName'],
	},
	{
		name: 'users without their extensions in lists',
		quirk: 'Only `GET /Users/{id}` has the manager and the values of extensions',
		standsFor: 'RFC 7643 §7: `returned` may be `request`',
		options: { quirks: [hidesInLists('user', (name) => name.startsWith('urn:'))] },
		expected: 'worksWithRemark',
		remarks: ['one request for each user'],
	},
	{
		name: 'users without External IDs in lists',
		quirk: 'Only `GET /Users/{id}` has `externalId`',
		standsFor: 'RFC 7643 §7: `returned` may be `request`',
		options: { quirks: [hidesInLists('user', (name) => name === 'externalId')] },
		expected: 'worksWithRemark',
		remarks: ['one request for each user'],
	},
	{
		name: 'users with ids and usernames only in lists',
		quirk: 'Lists of users have `id` and `userName`, `GET /Users/{id}` has all',
		standsFor: 'Lists that only refer to the resources',
		options: { quirks: [hidesInLists('user', (name) => !['id', 'userName'].includes(name))] },
		expected: 'worksWithRemark',
		remarks: ['one request for each user'],
	},
	{
		name: 'groups with ids and names only in lists',
		quirk: 'Lists of groups have `id` and `displayName`, `GET /Groups/{id}` has all',
		standsFor: 'Lists that only refer to the resources',
		options: { quirks: [hidesInLists('group', (name) => !['id', 'displayName'].includes(name))] },
		expected: 'worksWithRemark',
		remarks: ['one request for each group'],
	},
	{
		name: 'members of groups below are shown above',
		quirk: 'A group shows its own members and those of all groups below it',
		standsFor:
			'Servers that count members of groups inside groups, as RFC 7643 §4.1.2 calls indirect',
		options: { quirks: [showsBelow(() => true)] },
		expected: 'worksWithRemark',
		remarks: ['groups below'],
	},
	{
		name: 'members of groups below are shown above in lists',
		quirk: 'As above, but `GET /Groups/{id}` and answers to writes have only own members',
		standsFor: 'Servers that gather the members for lists in another way',
		options: { quirks: [showsBelow(isList)] },
		expected: 'worksWithRemark',
		remarks: ['groups below'],
	},
	{
		name: 'members of groups below are shown above in single groups',
		quirk: 'As above, but lists have only own members',
		standsFor: 'Servers that count all members of one group, and not of a long list',
		options: { quirks: [showsBelow((asked) => !isList(asked))] },
		expected: 'works',
	},
	{
		name: 'members of groups below are marked as indirect',
		quirk: 'A group shows the members of all groups below it, with `"type": "indirect"`',
		standsFor: 'RFC 7643 §4.1.2, whose word for groups of users is used for members, too',
		options: { quirks: [showsBelow(() => true, { type: 'indirect' })] },
		expected: 'works',
	},
	{
		name: 'new users are inactive',
		quirk: 'A user is created inactive, whatever is sent, and can then be activated',
		standsFor: 'Systems that make an account first and switch it on afterwards',
		options: {
			quirks: [
				{
					keep: (kind, values, old) => {
						if (kind === 'user' && !old) Object.assign(values, { active: false });
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'a creation of somebody hidden is a 200',
		quirk: 'No list shows inactive users; to create one again is a 200 with the user as it is',
		standsFor: 'Servers that answer a repeated creation as if it were the first one',
		options: {
			quirks: [
				{ hides: (kind, record) => kind === 'user' && record.active === false },
				{
					ask: ({ method, kind, body }, { stores }) => {
						const { userName } = (body ?? {}) as Values;
						const there =
							method === 'POST' && kind === 'user'
								? stores.user.list().find((one) => one.userName === userName)
								: undefined;
						const headers = { 'Content-Type': 'application/scim+json' };
						return there ? { status: 200, headers, body: there } : undefined;
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'active as a number',
		quirk: '`"active": 1`',
		standsFor: 'Servers whose database has no booleans',
		options: {
			quirks: [
				shows('user', (user) => {
					if (typeof user.active === 'boolean') user.active = Number(user.active);
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'flags as Yes and No',
		quirk: 'Out of surveys comes back as `"Yes"` or `"No"`',
		standsFor: 'Servers that keep everything as text',
		options: { quirks: [showsOwn('excludeFromSurveys', (value) => (value ? 'Yes' : 'No'))] },
		expected: 'works',
	},
	{
		name: 'dates without signs',
		quirk: 'The birthday comes back as `19880229`',
		standsFor: 'ISO 8601, basic format',
		options: { quirks: [showsOwn('birthday', (day) => String(day).replace(/-/g, ''))] },
		expected: 'works',
	},
	{
		name: 'ids in capitals where others refer to them',
		quirk: 'Members and managers come back with ids in capitals, users with ids in small letters',
		standsFor: 'RFC 9562 §4: a UUID is the same in small letters and in capitals',
		options: {
			quirks: [
				shows('group', ({ members }) => {
					for (const one of (members ?? []) as Values[])
						one.value = String(one.value).toUpperCase();
				}),
				shows('user', (user) => {
					const own = user[ENTERPRISE_USER] as { manager?: Values } | undefined;
					if (own?.manager) own.manager.value = String(own.manager.value).toUpperCase();
				}),
			],
		},
		expected: 'works',
	},
];
