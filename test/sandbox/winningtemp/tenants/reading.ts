import { refuses, shows } from '../quirks';
import { LEFT_OUT, type TenantProfile } from './profile';

type Values = Record<string, unknown>;
interface List {
	totalResults?: unknown;
	startIndex?: unknown;
	itemsPerPage?: unknown;
	Resources?: unknown[] | null;
}

const isList = (body: unknown): body is List =>
	body !== null && typeof body === 'object' && 'Resources' in body;

/** Changes the answers for lists. */
const lists = (change: (list: List, kind: 'user' | 'group') => void) => ({
	reply: (reply: { body?: unknown }, { kind }: { kind: 'user' | 'group' | null }) => {
		if (kind !== null && isList(reply.body)) change(reply.body, kind);
	},
});

/** Changes groups in lists, and leaves them whole where one is asked for. */
const inLists = (change: (group: Values) => void) =>
	shows('group', (group, { method, id }) => {
		if (method === 'GET' && id === undefined) change(group);
	});

const DISCOVERY = ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes'];

/** A tenant without groups over SCIM. */
const usersOnly = (status: 404 | 405 | 501): TenantProfile => ({
	name: `users only, ${status}`,
	quirk: `\`/Groups\` answers ${status}, \`/Users\` answers`,
	standsFor: 'Winningtemp’s newer documentation',
	options: { noGroups: status },
	expected: 'worksWithRemark',
	remarks: ['no groups over SCIM', 'does not give the group of users'],
	differs: ['groups', 'membership'],
});

/** A tenant that does not let anybody ask what it supports. */
const noDiscovery = (answer: string, reply: { status: number; body?: unknown }): TenantProfile => ({
	name: `discovery: ${answer}`,
	quirk: `\`/ServiceProviderConfig\`, \`/Schemas\` and \`/ResourceTypes\` answer ${answer}`,
	standsFor: 'RFC 7644 §4',
	options: {
		quirks: [
			{ ask: ({ path }) => (DISCOVERY.some((of) => path.startsWith(of)) ? reply : undefined) },
		],
	},
	expected: 'worksWithRemark',
	remarks: LEFT_OUT,
	differs: ['manager', 'gender', 'birthday', 'surveys', 'parent', 'groupManager'],
});

/** Tenants whose lists or whose description of themselves are peculiar. */
export const READING: readonly TenantProfile[] = [
	usersOnly(404),
	usersOnly(405),
	usersOnly(501),
	noDiscovery('404', { status: 404 }),
	noDiscovery('403', { status: 403 }),
	noDiscovery('500', { status: 500 }),
	noDiscovery('broken JSON', { status: 200, body: '{"schemas": [' }),
	noDiscovery('a web page', { status: 200, body: '<!DOCTYPE html><title>Hello</title>' }),
	{
		name: 'members absent from lists',
		quirk: 'Only `GET /Groups/{id}` has members',
		standsFor: 'RFC 7643 §7: `returned` may be `request`',
		options: { quirks: [inLists((group) => delete group.members)] },
		expected: 'works',
	},
	{
		name: 'members cut short in lists',
		quirk: 'Lists show the first two members of a group, `GET /Groups/{id}` shows all',
		standsFor: 'Servers that cap large groups',
		options: {
			quirks: [
				inLists((group) => {
					if (Array.isArray(group.members)) group.members = group.members.slice(0, 2);
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'members never shown',
		quirk: 'Members are kept and never shown',
		standsFor: 'RFC 7643 §7: `returned` may be `never`',
		options: { quirks: [shows('group', (group) => delete group.members)] },
		expected: 'worksWithRemark',
		remarks: ['members'],
	},
	{
		name: 'totalResults of the page',
		quirk: 'Pages of 5; `totalResults` is the number of the page',
		standsFor: 'A common mistake',
		options: {
			maxResults: 200,
			quirks: [
				{ ask: ({ kind, query, redirect }) => cap(kind, query, redirect, 5) },
				lists((list) => (list.totalResults = list.Resources?.length ?? 0)),
			],
		},
		expected: 'works',
	},
	{
		name: 'small pages',
		quirk: 'Pages of 5 at most, whatever is asked for and announced',
		standsFor: 'RFC 7644 §3.4.2.4: a server may return fewer',
		options: { quirks: [{ ask: ({ kind, query, redirect }) => cap(kind, query, redirect, 5) }] },
		expected: 'works',
	},
	{
		name: 'count above 100 refused',
		quirk: 'A `count` above 100 is a 400',
		standsFor: 'Servers with a limit that they do not announce',
		options: {
			quirks: [
				refuses(
					({ kind, query }) => kind !== null && Number(query.count) > 100,
					400,
					'count must be between 1 and 100',
					'invalidValue',
				),
			],
		},
		expected: 'works',
	},
	{
		name: 'no Resources in an empty list',
		quirk: 'An empty list has no `Resources`',
		standsFor: 'RFC 7644 §3.4.2: required only if there are results',
		options: {
			quirks: [
				lists((list) => {
					if (list.Resources?.length === 0) delete list.Resources;
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'Resources is null in an empty list',
		quirk: 'An empty list has `"Resources": null`',
		standsFor: 'RFC 7643 §2.5: null and an empty list are the same',
		options: {
			quirks: [
				lists((list) => {
					if (list.Resources?.length === 0) list.Resources = null;
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'totals as texts',
		quirk: '`totalResults`, `startIndex` and `itemsPerPage` are texts',
		standsFor: 'Servers that write all numbers as texts',
		options: {
			quirks: [
				lists((list) => {
					list.totalResults = String(list.totalResults);
					list.startIndex = String(list.startIndex);
					list.itemsPerPage = String(list.itemsPerPage);
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'no startIndex in lists',
		quirk: 'Lists have neither `startIndex` nor `itemsPerPage`',
		standsFor: 'RFC 7644 §3.4.2: required only for pages',
		options: {
			quirks: [
				lists((list) => {
					delete list.startIndex;
					delete list.itemsPerPage;
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'no filter',
		quirk: 'Every filter is a 400, and the tenant says that it has none',
		standsFor: 'RFC 7644 §3.4.2.2: filters are optional',
		options: { filter: false },
		expected: 'works',
	},
	{
		name: 'no filter, unannounced',
		quirk: 'Every filter is a 400, and the tenant says that it has them',
		standsFor: 'RFC 7644 §3.4.2.2: filters are optional',
		options: {
			quirks: [
				refuses(
					({ query }) => query.filter !== undefined,
					400,
					'Filters are not supported',
					'invalidFilter',
				),
			],
		},
		expected: 'works',
	},
	{
		name: 'always the first page',
		quirk: 'Pages of 5, and every page is the first',
		standsFor: 'Servers that ignore `startIndex`',
		options: {
			quirks: [
				{
					ask: ({ kind, query, redirect }) => {
						if (kind !== null && query.startIndex) redirect({ startIndex: 1, count: 5 });
					},
				},
			],
		},
		expected: 'stopsWithMessage',
		remarks: ['could not be read completely'],
	},
	{
		name: 'counts what it hides',
		quirk: '`totalResults` is three more than the list has',
		standsFor: 'Servers that count deleted users',
		options: {
			quirks: [
				lists((list, kind) => {
					if (kind === 'user') list.totalResults = Number(list.totalResults) + 3;
				}),
			],
		},
		expected: 'stopsWithMessage',
		remarks: ['could not be read completely'],
	},
	{
		name: 'a web page instead of SCIM',
		quirk: 'Answers everything with a web page, status 200',
		standsFor: 'A log-in page or a proxy before the server',
		options: {
			quirks: [{ ask: () => ({ status: 200, body: '<!DOCTYPE html><title>Log in</title>' }) }],
		},
		expected: 'stopsWithMessage',
		remarks: ['Base URL'],
	},
	{
		name: 'leavers hidden',
		quirk: 'Lists leave out inactive users; a filter finds them',
		standsFor: 'Servers that show who is active only',
		options: {
			quirks: [{ hides: (kind, { active }, isFiltered) => isLeaver(kind, active) && !isFiltered }],
		},
		expected: 'works',
	},
	{
		name: 'leavers hidden altogether',
		quirk: 'Neither lists nor filters show inactive users, and their usernames stay taken',
		standsFor: 'Servers that keep deleted users for some weeks',
		options: { quirks: [{ hides: (kind, { active }) => isLeaver(kind, active) }] },
		expected: 'worksWithRemark',
		remarks: ['Nina Olin'],
		differs: ['status'],
		repeats: true,
	},
];

function isLeaver(kind: 'user' | 'group', active: unknown): boolean {
	return kind === 'user' && active === false;
}

function cap(
	kind: unknown,
	query: Record<string, string>,
	redirect: (query: Record<string, number>) => void,
	most: number,
): undefined {
	if (kind !== null) redirect({ count: Math.min(Number(query.count ?? most), most) });
}
