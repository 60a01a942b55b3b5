import { EXTENSION_GROUP, EXTENSION_USER } from '../profiles';
import { membersOf } from '../members';
import { refuses, type Asked, type Quirk } from '../quirks';
import { valuesOf, type Tenant } from '../tenant';
import { scimError } from '../scim-error';
import { LEFT_OUT, type TenantProfile } from './profile';

const isPatch = ({ method }: Asked) => method === 'PATCH';

/** Answers some requests that were carried out without a body. */
const bare = (method: string, status: number, headers: Record<string, string> = {}): Quirk => ({
	reply: (reply, asked) => {
		if (asked.method !== method || asked.kind === null || reply.status >= 300) return;
		Object.assign(reply, { status, body: undefined, headers });
	},
});

/** Answers a PATCH and does nothing. */
const ignoresPatch = (answer: (asked: Asked, tenant: Tenant) => object | undefined): Quirk => ({
	ask: (asked, tenant) => {
		const { kind, id } = asked;
		if (!isPatch(asked) || kind === null || !tenant.stores[kind].get(id ?? '')) return undefined;
		const body = answer(asked, tenant);
		const headers = { 'Content-Type': 'application/scim+json' };
		return body ? { status: 200, headers, body } : { status: 204 };
	},
});

const addressOf = ({ emails }: Record<string, unknown>) =>
	((emails ?? []) as Array<{ value?: string }>)[0]?.value?.toLowerCase();

/** Takes an operation of a PATCH as something else, or refuses it. */
interface Operation {
	op: string;
	path?: string;
	value?: unknown;
}
const operationsOf = ({ method, body }: Asked): Operation[] =>
	method === 'PATCH' ? ((body as { Operations?: Operation[] }).Operations ?? []) : [];

const displayNameOf = ({ body }: Asked) => (body as { displayName?: unknown } | null)?.displayName;

/** Refuses users that have an attribute. */
const refusesUsersWith = (attribute: string, detail: string): Quirk =>
	refuses(
		({ kind, method, body }) =>
			kind === 'user' && method !== 'GET' && JSON.stringify(body ?? null).includes(`${attribute}"`),
		400,
		detail,
		'invalidValue',
	);

/** Takes each name of a group only once. */
const oneOfEachName = refuses(
	(asked, tenant) => {
		const name =
			displayNameOf(asked) ?? operationsOf(asked).find(({ path }) => path === 'displayName')?.value;
		return (
			asked.kind === 'group' &&
			asked.method !== 'GET' &&
			tenant.stores.group
				.list()
				.some(({ id, displayName }) => id !== asked.id && displayName === name)
		);
	},
	409,
	'A group with this displayName exists',
	'uniqueness',
);

/** Says in `/Schemas` that names of groups are unique. */
const listsUniqueNames: Quirk = {
	reply: (reply, { path }) => {
		if (!path.startsWith('/Schemas')) return;
		const text = JSON.stringify(reply.body, (_name, value: unknown) =>
			(value as { name?: string } | null)?.name === 'displayName'
				? { ...(value as object), uniqueness: 'server' }
				: value,
		);
		reply.body = JSON.parse(text);
	},
};

const uniqueNames = (
	how: string,
	{ listed = false, set = false }: { listed?: boolean; set?: boolean },
): TenantProfile => ({
	name: `group names are unique${how}`,
	quirk: 'A second group of the same name is a 409',
	standsFor: 'Public behaviour of AWS IAM Identity Center',
	options: { quirks: [oneOfEachName, ...(listed ? [listsUniqueNames] : [])] },
	...(set ? { credential: { customizeTenant: true, groupNames: 'unique' } } : {}),
	expected: 'worksWithRemark',
	remarks: ['Lund / Ekonomi'],
	differs: ['groupName'],
});

/** Refuses users whose birthday is on a leap day: one of the company. */
const refusesLeapDays = (detail: string): Quirk =>
	refuses(
		({ kind, method, body }) =>
			kind === 'user' && method !== 'GET' && JSON.stringify(body ?? null).includes('-02-29'),
		400,
		detail,
		'invalidValue',
	);

const ONE_BIRTHDAY = {
	expected: 'worksWithRemark',
	remarks: ['birthday'],
	differs: ['birthday'],
} as const;

/** What was there before a request. */
const before = new WeakMap<Asked, unknown>();

/** Tenants that take, refuse or answer writes in their own way. */
export const WRITING: readonly TenantProfile[] = [
	{
		name: 'no PATCH',
		quirk: 'PATCH is a 501, and the tenant says so',
		standsFor: 'RFC 7644 §3.5.2: PATCH is optional',
		options: { patch: false },
		expected: 'works',
	},
	{
		name: 'PATCH 405',
		quirk: 'PATCH is a 405, and the tenant says that it has it',
		standsFor: 'RFC 9110 §15.5.6',
		options: { quirks: [refuses(isPatch, 405, 'Method Not Allowed')] },
		expected: 'works',
	},
	{
		name: 'PATCH refused',
		quirk: 'Every PATCH is a 400',
		standsFor: 'Servers that expect another form of PATCH',
		options: { quirks: [refuses(isPatch, 400, 'Invalid request', 'invalidSyntax')] },
		expected: 'worksWithRemark',
		remarks: ['PATCH'],
	},
	{
		name: 'PATCH without effect',
		quirk: 'PATCH is answered 200 with the values from before, which stay',
		standsFor: 'Servers that accept every PATCH and know few',
		options: {
			quirks: [ignoresPatch(({ kind, id }, tenant) => tenant.read(kind!, { id } as never))],
		},
		expected: 'worksWithRemark',
		remarks: ['PATCH'],
	},
	{
		name: 'PATCH without effect or body',
		quirk: 'PATCH is answered 204, and nothing changes',
		standsFor: 'Servers that accept every PATCH and know few',
		options: { quirks: [ignoresPatch(() => undefined)] },
		expected: 'worksWithRemark',
		remarks: ['PATCH'],
	},
	{
		name: 'PATCH without a body',
		quirk: 'PATCH is answered 204',
		standsFor: 'RFC 7644 §3.5.2: 204 is allowed',
		options: { quirks: [bare('PATCH', 204)] },
		expected: 'works',
	},
	{
		name: '201 without a body',
		quirk: 'A creation is answered with its Location alone',
		standsFor: 'RFC 9110 §15.3.2',
		options: { quirks: [bare('POST', 201)] },
		expected: 'works',
	},
	{
		name: '201 with a relative Location',
		quirk: 'A creation is answered with `Location: /Users/…` alone',
		standsFor: 'RFC 9110 §10.2.2: Location may be relative',
		options: {
			quirks: [
				{
					reply: (reply, { method, kind }) => {
						const { id } = (reply.body ?? {}) as { id?: string };
						if (method !== 'POST' || reply.status !== 201 || kind === null) return;
						const Location = `/${kind === 'user' ? 'Users' : 'Groups'}/${id}`;
						Object.assign(reply, { body: undefined, headers: { Location } });
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: '201 with a damaged Location',
		quirk: 'A creation is answered with `Location: /Users/%E0%A4%A` alone',
		standsFor: 'RFC 3986 §2.1, broken',
		options: { quirks: [bare('POST', 201, { Location: '/Users/%E0%A4%A' })] },
		expected: 'works',
	},
	{
		name: '201 with nothing',
		quirk: 'A creation is answered without body and without Location',
		standsFor: 'RFC 7644 §3.3, broken: the body is required',
		options: { quirks: [bare('POST', 201, { Location: '' })] },
		expected: 'works',
	},
	{
		name: '204 for a creation',
		quirk: 'A creation is answered 204',
		standsFor: 'RFC 7644 §3.3, broken: the body is required',
		options: { quirks: [bare('POST', 204, { Location: '' })] },
		expected: 'works',
	},
	{
		name: 'If-Match required',
		quirk: 'A write without `If-Match` is a 412',
		standsFor: 'RFC 7644 §3.14; RFC 6585 §3',
		options: { etag: 'required' },
		expected: 'works',
	},
	{
		name: 'no versions',
		quirk: 'No entity tags, no `meta.version`',
		standsFor: 'RFC 7644 §3.14: versions are optional',
		options: { etag: 'none' },
		expected: 'works',
	},
	{
		name: 'a part needs its whole',
		quirk: 'A part of an attribute that is not there is a 400 `noTarget`',
		standsFor: 'RFC 7644 §3.5.2.3',
		options: { strictTargets: true },
		expected: 'works',
	},
	{
		name: 'members of new groups forgotten',
		quirk: 'Members in a creation are taken and forgotten',
		standsFor: 'Servers that take members by PATCH only',
		options: { emptyNewGroups: true },
		expected: 'works',
	},
	{
		name: 'no removal by filter',
		quirk: 'A path with a filter is a 400 `invalidPath`',
		standsFor: 'Servers that know a few forms of PATCH only',
		options: {
			quirks: [
				refuses(
					(asked) => operationsOf(asked).some(({ path }) => path?.includes('[')),
					400,
					'Filters in paths are not supported',
					'invalidPath',
				),
			],
		},
		expected: 'works',
	},
	{
		name: 'removal by filter without effect',
		quirk: 'Removals by filter are passed over',
		standsFor: 'Servers that know removal with a value only',
		options: {
			quirks: [
				{
					ask: (asked) => {
						const all = operationsOf(asked);
						const kept = all.filter(({ op, path }) => op !== 'remove' || !path?.includes('['));
						if (kept.length < all.length) {
							asked.body = { ...(asked.body as object), Operations: kept };
						}
						return all.length > 0 && kept.length === 0 ? { status: 204 } : undefined;
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'displayName required',
		quirk: 'A user without `displayName` is a 400, as `/Schemas` says',
		standsFor: 'RFC 7643 §7: `required`',
		options: { displayNameOfUsers: 'listed' },
		expected: 'works',
	},
	{
		name: 'displayName required, unannounced',
		quirk: 'A user without `displayName` is a 400, which no schema says',
		standsFor: 'Public behaviour of AWS IAM Identity Center',
		options: { displayNameOfUsers: 'unlisted' },
		expected: 'works',
	},
	{
		name: 'addresses are unique',
		quirk: 'An e-mail address that another user has is a 409',
		standsFor: 'Better Auth; systems where people log in with their address',
		options: {
			quirks: [
				{
					keep: (kind, values, old, tenant) => {
						if (kind !== 'user') return;
						const mine = addressOf(values);
						const isTaken = tenant.stores.user
							.list()
							.some((other) => other.id !== old?.id && addressOf(other) === mine);
						if (mine && isTaken) throw scimError(409, 'This address is taken', 'uniqueness');
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'an address is taken by a hidden account',
		quirk: 'The address of one new user is a 409, and no list shows who has it',
		standsFor: 'Systems where people log in with their address, and that keep deleted accounts',
		options: {
			quirks: [
				{
					keep: (kind, values) => {
						if (kind === 'user' && addressOf(values) === 'emp-04@nordvik.example') {
							throw scimError(409, 'This address is taken', 'uniqueness');
						}
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['David Fors'],
		differs: ['people'],
		repeats: true,
	},
	uniqueNames('', {}),
	uniqueNames(', and the schema says so', { listed: true }),
	uniqueNames(', and the credential says so', { set: true }),
	{
		name: '415 for scim+json',
		quirk: 'Takes `application/json` only',
		standsFor: 'RFC 7644 §3.1: a server should take both',
		options: { scimJson: 'refused' },
		expected: 'works',
	},
	{
		name: 'scim+json is not read',
		quirk: 'Takes a body of `application/scim+json` as an empty one',
		standsFor: 'Servers that parse `application/json` only',
		options: { scimJson: 'ignored' },
		expected: 'works',
	},
	{
		name: 'one bad attribute refuses all',
		quirk: 'A user with a birthday is a 400 that names it',
		standsFor: 'RFC 7644 §3.12: `invalidValue`',
		options: {
			quirks: [
				refuses(
					({ kind, method, body }) =>
						kind === 'user' &&
						method !== 'GET' &&
						JSON.stringify(body ?? null).includes('birthday'),
					400,
					"The attribute 'birthday' is not supported",
					'invalidValue',
				),
			],
		},
		expected: 'worksWithRemark',
		remarks: ['birthday'],
		differs: ['birthday'],
	},
	{
		name: 'one bad attribute, unnamed',
		quirk: 'A user with a gender is a 400 that says nothing of it',
		standsFor: 'RFC 7644 §3.12: `detail` is optional',
		options: { quirks: [refusesUsersWith('gender', 'Invalid request')] },
		expected: 'worksWithRemark',
		remarks: ['gender'],
		differs: ['gender'],
	},
	{
		name: 'one value of one person refused, named',
		quirk: 'A birthday on a leap day is a 400 that names it',
		standsFor: 'RFC 7644 §3.12: `invalidValue`',
		options: { quirks: [refusesLeapDays("The attribute 'birthday' is no date")] },
		...ONE_BIRTHDAY,
	},
	{
		name: 'one value of one person refused, unnamed',
		quirk: 'A birthday on a leap day is a 400 that says nothing of it',
		standsFor: 'RFC 7644 §3.12: `detail` is optional',
		options: { quirks: [refusesLeapDays('Invalid request')] },
		...ONE_BIRTHDAY,
	},
	{
		name: 'one value of one person forgotten',
		quirk: 'A birthday on a leap day is taken and not kept',
		standsFor: 'RFC 7644 §3.3: a server may ignore what it does not want',
		options: {
			quirks: [
				{
					keep: (kind, values) => {
						const own = values[EXTENSION_USER] as { birthday?: string } | undefined;
						if (kind === 'user' && own?.birthday?.endsWith('02-29')) delete own.birthday;
					},
				},
			],
		},
		...ONE_BIRTHDAY,
	},
	{
		name: 'answers show the state before',
		quirk: 'PATCH and PUT are carried out and answered with the values from before',
		standsFor: 'Servers that answer from a replica which lags behind',
		options: {
			quirks: [
				{
					ask: (asked, tenant) => {
						const { kind, id, method } = asked;
						if (kind === null || !['PATCH', 'PUT'].includes(method)) return;
						const old = tenant.stores[kind].get(id ?? '');
						if (old) before.set(asked, tenant.read(kind, { id } as never));
					},
					reply: (reply, asked) => {
						if (reply.status < 300 && before.has(asked)) reply.body = before.get(asked);
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'one bad attribute in bulk requests',
		quirk: 'An operation with a birthday is a 400 within a bulk request',
		standsFor: 'RFC 7644 §3.7: each operation has a status of its own',
		options: {
			bulk: { maxOperations: 100, maxPayloadSize: 1_048_576 },
			quirks: [
				{
					keep: (kind, values) => {
						if (kind === 'user' && JSON.stringify(values).includes('birthday')) {
							throw scimError(400, 'Invalid request', 'invalidValue');
						}
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['birthday'],
		differs: ['birthday'],
	},
	{
		name: 'last names refused in PATCH only',
		quirk: 'A PATCH with a last name is a 400, a PUT is taken',
		standsFor: 'Servers that know a few paths of PATCH only',
		options: {
			quirks: [
				refuses(
					(asked) => isPatch(asked) && JSON.stringify(asked.body).includes('amilyName'),
					400,
					'Invalid value',
					'invalidValue',
				),
			],
		},
		expected: 'worksWithRemark',
		remarks: ['PATCH'],
	},
	{
		name: 'group managers refused',
		quirk: 'A group with a manager is a 400',
		standsFor: 'RFC 7644 §3.12: `invalidValue`',
		options: {
			quirks: [
				refuses(
					({ kind, method, body }) =>
						kind === 'group' &&
						method !== 'GET' &&
						JSON.stringify(body ?? null).includes('managerExternalId'),
					400,
					"Unknown attribute 'managerExternalId'",
					'invalidSyntax',
				),
			],
		},
		expected: 'worksWithRemark',
		remarks: ['manager of groups'],
		differs: ['groupManager'],
	},
	{
		name: 'clearing without effect',
		quirk: 'A value that is removed stays',
		standsFor: 'RFC 7644 §3.5.2.2, broken',
		options: {
			quirks: [
				{
					keep: (kind, values, old) => {
						const before = (old?.[EXTENSION_USER] ?? {}) as { birthday?: string };
						if (kind !== 'user' || before.birthday === undefined) return;
						values[EXTENSION_USER] = {
							birthday: before.birthday,
							...(values[EXTENSION_USER] as object),
						};
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['birthday'],
		differs: ['birthday'],
	},
	{
		name: 'a manager is not a member',
		quirk: 'Who manages a group is taken out of its members',
		standsFor: 'Winningtemp’s own rule',
		options: {
			quirks: [
				{
					keep: (kind, values, _old, tenant) => {
						const own = values[EXTENSION_GROUP] as { managerExternalId?: string } | undefined;
						const boss = tenant.stores.user.find('externalId', own?.managerExternalId ?? '');
						if (kind !== 'group' || !boss) return;
						values.members = membersOf(values).filter(({ value }) => value !== boss.id);
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'deletion deactivates',
		quirk: 'DELETE makes a user inactive, and lists go on showing the user',
		standsFor: 'Winningtemp’s marking for deletion',
		removal: 'delete',
		options: {
			quirks: [
				{
					ask: ({ method, kind, id }, tenant) => {
						const old = tenant.stores.user.get(id ?? '');
						if (method !== 'DELETE' || kind !== 'user' || !old) return undefined;
						tenant.keep('user', old, { ...valuesOf(old), active: false });
						return { status: 204 };
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'deletion deletes',
		quirk: 'DELETE removes a user for good',
		standsFor: 'RFC 7644 §3.6',
		removal: 'delete',
		options: {},
		expected: 'works',
	},
	{
		name: 'duplicates accepted',
		quirk: 'External IDs of groups need not be unique, and two runs start at the same time',
		standsFor: 'RFC 7643 §3.1: `uniqueness` of externalId is none',
		options: { uniqueGroups: false },
		twiceAtOnce: true,
		expected: 'works',
	},
	{
		name: 'unknown managers accepted',
		quirk: 'Members, managers and parents need not exist',
		standsFor: 'Servers that do not check references',
		options: { strictReferences: false },
		expected: 'works',
	},
	{
		name: 'unknown paths passed over',
		quirk: 'PATCH passes over paths that it does not know',
		standsFor: 'RFC 7644 §3.5.2, broken',
		options: { profile: 'core', ignoreUnknownPaths: true },
		credential: { customizeAttributes: true, attributeSupport: 'all' },
		expected: 'worksWithRemark',
		remarks: ['forgets them', ...LEFT_OUT],
		differs: ['manager', 'gender', 'birthday', 'surveys', 'parent', 'groupManager'],
	},
	{
		name: 'read only',
		quirk: 'Every write is a 403',
		standsFor: 'A token with too few rights',
		options: {
			quirks: [refuses(({ method }) => method !== 'GET', 403, 'This token may only read')],
		},
		expected: 'stopsWithMessage',
		remarks: ['This token may only read'],
	},
];
