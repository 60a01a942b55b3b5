import { refuses, shows, type Quirk } from '../quirks';
import { EXTENSION_USER } from '../profiles';
import type { TenantProfile } from './profile';

type Values = Record<string, unknown>;

/** Keeps last names in another form. */
const keepsNames = (
	name: string,
	quirk: string,
	standsFor: string,
	of: (text: string) => string,
): TenantProfile => ({
	name,
	quirk,
	standsFor,
	options: {
		quirks: [
			{
				keep: (kind, values) => {
					const own = values.name as { familyName?: string } | undefined;
					if (kind === 'user' && own?.familyName) {
						values.name = { ...own, familyName: of(own.familyName) };
					}
				},
			},
		],
	},
	expected: 'worksWithRemark',
	remarks: ['last name'],
	differs: ['name'],
});

/** Shows birthdays in another form. */
const showsBirthdays = (of: (day: string) => string): Quirk =>
	shows('user', (user) => {
		const own = user[EXTENSION_USER] as Values | undefined;
		if (typeof own?.birthday === 'string') own.birthday = of(own.birthday);
	});

const decomposed = (value: unknown) => (typeof value === 'string' ? value.normalize('NFD') : value);

/** Midnight in Stockholm in winter, as the moment that it is in UTC. */
const inUtc = (day: string) =>
	`${new Date(Date.parse(day) - 3_600_000).toISOString().slice(0, 19)}Z`;

interface Operation {
	op: string;
	path?: string;
	value?: unknown;
}
const operationsIn = (body: unknown): Operation[] =>
	(body as { Operations?: Operation[] } | null)?.Operations ?? [];

/** Refuses a PATCH because of one of its operations. */
const refusesOperations = (
	isBad: (operation: Operation) => boolean,
	detail: string,
	scimType: string,
): Quirk =>
	refuses(
		({ method, body }) => method === 'PATCH' && operationsIn(body).some(isBad),
		400,
		detail,
		scimType,
	);

/** Changes what a user or group of a list, or asked for alone, has as `totalResults`. */
const counts = (of: (total: number) => number | undefined): Quirk => ({
	reply: (reply, { kind }) => {
		const list = reply.body as { totalResults?: number } | null;
		if (kind === null || typeof list?.totalResults !== 'number') return;
		const total = of(list.totalResults);
		if (total === undefined) delete list.totalResults;
		else list.totalResults = total;
	},
});

interface Member {
	value: unknown;
	role?: string;
}
const membersIn = (body: unknown): Member[] =>
	(body as { members?: Member[] } | null)?.members ?? [];

/** Tenants of the kinds above, each with one more peculiarity. */
export const MORE: readonly TenantProfile[] = [
	keepsNames(
		'names cut and trimmed',
		'Surnames are cut at 4 characters, without a space at the end',
		'Limits of length that no schema announces',
		(text) => text.slice(0, 4).trim(),
	),
	keepsNames(
		'accents taken away',
		'Surnames have no accents',
		'Servers that keep names in ASCII',
		(text) => text.normalize('NFD').replace(/\p{Mn}/gu, ''),
	),
	{
		name: 'letters in parts',
		quirk: 'Names of people and groups come back decomposed, “o” and two dots apart',
		standsFor: 'Unicode, UAX #15: NFC and NFD are the same text',
		options: {
			quirks: [
				shows('user', (user) => {
					const own = (user.name ?? {}) as Values;
					for (const part of Object.keys(own)) own[part] = decomposed(own[part]);
				}),
				shows('group', (group) => (group.displayName = decomposed(group.displayName))),
			],
		},
		expected: 'works',
	},
	{
		name: 'dates with a zone',
		quirk: 'The birthday comes back as `1988-02-29T00:00:00+01:00`',
		standsFor: 'RFC 7643 §2.3.5: a dateTime may have an offset',
		options: { quirks: [showsBirthdays((day) => `${day}T00:00:00+01:00`)] },
		expected: 'works',
	},
	{
		name: 'dates in UTC',
		quirk: 'Midnight in Sweden comes back in UTC: `1988-02-28T23:00:00Z`',
		standsFor: 'Servers that keep a day as a moment',
		options: { quirks: [showsBirthdays(inUtc)] },
		expected: 'worksWithRemark',
		remarks: ['birthday'],
	},
	{
		name: 'names of groups cut',
		quirk: 'Names of groups are cut at 3 characters',
		standsFor: 'Limits of length, of which 64 characters is a common one',
		options: {
			quirks: [
				{
					keep: (kind, values) => {
						if (kind === 'group') values.displayName = String(values.displayName).slice(0, 3);
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['name of'],
		differs: ['groupName'],
	},
	{
		name: 'addresses in capitals',
		quirk: 'E-mail addresses come back in capitals, usernames as they are',
		standsFor: 'RFC 5321 §2.4: servers treat addresses as the same in any case',
		options: {
			quirks: [
				shows('user', ({ emails }) => {
					for (const email of (emails ?? []) as Values[]) {
						email.value = String(email.value).toUpperCase();
					}
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'members as numbers',
		quirk: '`"members": [{ "value": 17 }]`, while ids are texts',
		standsFor: 'RFC 7643 §4.2, broken: `value` is a text',
		options: {
			numericIds: true,
			quirks: [
				shows('group', (group) => {
					for (const member of membersIn(group)) member.value = Number(member.value);
				}),
				{
					ask: (asked) => {
						for (const member of membersIn(asked.body)) member.value = String(member.value);
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'names of groups are fixed, and refused',
		quirk: 'Another `displayName` of a group is a 400 `mutability`',
		standsFor: 'RFC 7643 §7: `mutability` may be `immutable`',
		options: {
			quirks: [
				refuses(
					({ kind, id, method, body }, tenant) => {
						const now = tenant.stores.group.get(id ?? '')?.displayName;
						const sent = [
							(body as Values | null)?.displayName,
							...operationsIn(body).flatMap(({ path, value }) =>
								path === 'displayName' ? [value] : [(value as Values | null)?.displayName],
							),
						];
						return (
							kind === 'group' &&
							['PATCH', 'PUT'].includes(method) &&
							sent.some((one) => one !== undefined && one !== now)
						);
					},
					400,
					"The attribute 'displayName' cannot be changed",
					'mutability',
				),
			],
		},
		expected: 'worksWithRemark',
		remarks: ['displayName', 'name of'],
		differs: ['groupName'],
	},
	{
		name: 'names of groups are fixed, and passed over',
		quirk: 'Another `displayName` of a group is answered 200 and not kept',
		standsFor: 'RFC 7643 §7: what is immutable may be ignored',
		options: {
			quirks: [
				{
					keep: (kind, values, old) => {
						if (kind === 'group' && old) values.displayName = old.displayName;
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['name'],
		differs: ['groupName'],
	},
	{
		name: 'members with roles',
		quirk: 'Members have roles, there is no PATCH, and a PUT without them is a 400',
		standsFor: 'RFC 7644 §3.5.1: a PUT replaces all; RFC 7643 §2.4: `type`',
		options: {
			patch: false,
			quirks: [
				shows('group', (group) => {
					for (const member of membersIn(group)) member.role = 'reader';
				}),
				refuses(
					({ kind, id, method, body }, tenant) => {
						const before = new Set(
							membersIn(tenant.stores.group.get(id ?? '')).map(({ value }) => value),
						);
						return (
							kind === 'group' &&
							method === 'PUT' &&
							membersIn(body).some(({ value, role }) => before.has(value) && role !== 'reader')
						);
					},
					400,
					'A member would lose its role',
					'invalidValue',
				),
			],
		},
		expected: 'works',
	},
	{
		name: 'totalResults too small',
		quirk: '`totalResults` is one less than the list has',
		standsFor: 'Servers that count from 0',
		options: { quirks: [counts((total) => Math.max(0, total - 1))] },
		expected: 'stopsWithMessage',
		remarks: ['could not be read completely'],
	},
	{
		name: 'totalResults too small, in pages',
		quirk: 'Pages of 5; `totalResults` is one less than the list has',
		standsFor: 'Servers that count from 0',
		options: { maxResults: 5, quirks: [counts((total) => Math.max(0, total - 1))] },
		expected: 'stopsWithMessage',
		remarks: ['could not be read completely'],
	},
	{
		name: 'no totalResults',
		quirk: 'Lists have no `totalResults`',
		standsFor: 'RFC 7644 §3.4.2, broken: it is required',
		options: { quirks: [counts(() => undefined)] },
		expected: 'stopsWithMessage',
		remarks: ['SCIM'],
	},
	{
		name: 'active is left out',
		quirk: 'Users who are inactive come back without `active`',
		standsFor: 'Servers that leave out what is false',
		options: {
			quirks: [
				shows('user', (user) => {
					if (user.active === false) delete user.active;
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'only the first operation',
		quirk: 'A PATCH is answered 200, and only its first operation is carried out',
		standsFor: 'Servers that know PATCH of one value only',
		options: {
			quirks: [
				{
					ask: (asked) => {
						if (asked.method !== 'PATCH') return;
						const Operations = operationsIn(asked.body).slice(0, 1);
						asked.body = { ...(asked.body as object), Operations };
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'PATCH with a path only',
		quirk: 'An operation without `path` is a 400 `noPath`',
		standsFor: 'Servers that know a few forms of PATCH only',
		options: {
			quirks: [
				refusesOperations(({ path }) => path === undefined, 'A path is required', 'invalidPath'),
			],
		},
		expected: 'works',
	},
	{
		name: 'PATCH without a path only',
		quirk: 'An operation with `path` is a 400 `invalidPath`',
		standsFor: 'Servers that know a few forms of PATCH only',
		options: {
			quirks: [
				refusesOperations(({ path }) => path !== undefined, 'No path is supported', 'invalidPath'),
			],
		},
		expected: 'worksWithRemark',
		remarks: ['PATCH'],
	},
	{
		name: 'operations with a capital only',
		quirk: '`"op": "replace"` is a 400, `"op": "Replace"` is taken',
		standsFor: 'Servers made for Microsoft Entra, which sends it so',
		options: {
			quirks: [
				refusesOperations(
					({ op }) => /^[a-z]/.test(op),
					'op must be Add, Remove or Replace',
					'invalidSyntax',
				),
			],
		},
		expected: 'worksWithRemark',
		remarks: ['PATCH'],
	},
	{
		name: 'If-Match required, 428',
		quirk: 'A write without `If-Match` is a 428',
		standsFor: 'RFC 6585 §3: Precondition Required',
		options: {
			quirks: [
				refuses(
					({ id, method, header }) =>
						id !== undefined && method !== 'GET' && header('If-Match') === undefined,
					428,
					'If-Match is required',
				),
			],
		},
		expected: 'works',
	},
	{
		name: 'large bulk requests are a 413',
		quirk: 'A bulk request with more than four operations is a 413, and a hundred are announced',
		standsFor: 'RFC 7644 §3.7.4; a proxy with a limit of its own',
		options: {
			bulk: { maxOperations: 100, maxPayloadSize: 1_048_576 },
			quirks: [
				refuses(
					({ path, body }) => path === '/Bulk' && operationsIn(body).length > 4,
					413,
					'The request is too large',
				),
			],
		},
		expected: 'works',
	},
];
