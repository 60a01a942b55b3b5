import { target } from '../promises';
import type { Contents, Measured, Session } from '../session';
import type { BenchTable } from '../table';

/** The most people that the stock nodes are measured with. */
export const STOCK_LARGEST = 3_000;

export interface StockRun {
	people: number;
	scenario: 'first load' | 'unchanged';
	stock: Pick<Measured, 'seconds' | 'peakMemory'> & { requests: number };
	/** The runs of the template that end in the same state: with bulk requests and without. */
	template: { seconds: number; requests: number; inBulk?: { seconds: number; requests: number } };
}

/**
 * The workflow of stock nodes at one size: the two runs of a first load, then an unchanged one.
 *
 * @throws where it has not brought the same people as the template, or the last run wrote
 */
export async function measureStock(
	session: Session,
	{ inBulk, oneByOne, unchanged }: Record<'inBulk' | 'oneByOne' | 'unchanged', Measured>,
): Promise<StockRun[]> {
	await session.restore();
	const contents = await session.contents();
	const leaders = leadersIn(contents);
	const wanted = peopleIn(contents, leaders);
	const [first, second, third] = [
		await session.stock(true),
		await session.stock(false),
		await session.stock(false),
	];
	const got = peopleIn(await session.contents(), leaders);
	if (JSON.stringify(wanted) !== JSON.stringify(got)) {
		throw new Error('The stock nodes have not brought the same people as the template');
	}
	if (third.requests.some(({ method }) => method !== 'GET')) {
		throw new Error('The third run of the stock nodes still wrote');
	}
	const figures = ({ seconds, requests }: Measured) => ({ seconds, requests: requests.length });
	return [
		{
			people: session.people,
			scenario: 'first load',
			stock: {
				seconds: first.seconds + second.seconds,
				requests: first.requests.length + second.requests.length,
				peakMemory: Math.max(first.peakMemory, second.peakMemory),
			},
			template: { ...figures(oneByOne), inBulk: figures(inBulk) },
		},
		{
			people: session.people,
			scenario: 'unchanged',
			stock: { ...figures(third), peakMemory: third.peakMemory },
			template: figures(unchanged),
		},
	];
}

export function stockTable(runs: readonly StockRun[]): BenchTable {
	return {
		id: 'stock',
		title: 'To stock nodes',
		about:
			'The same job with n8n’s own nodes only (test/bench/stock.json): HTTP Request with its paging, Merge for joining, Edit Fields for the mapping, Summarize for the tree, Compare Datasets, HTTP Request for writing. It reads in as large pages, joins in memory and writes only differences. Managers and members need ids that Winningtemp gives, so its first load takes two runs. It does less: no managers of groups, no recognition of renamed groups, no guards, no report. After its runs the same people are there with the same values, managers and places; only those who manage a group are members of it with stock nodes. One run of each.',
		columns: [
			{ name: 'Run' },
			{ name: 'Stock nodes', unit: 's' },
			{ name: 'Template', unit: 's' },
			{ name: 'Stock to template', unit: '×' },
			{ name: 'Requests of stock nodes', unit: 'requests' },
			{ name: 'Requests of the template', unit: 'requests' },
			{ name: 'Template in bulk', unit: 's' },
			{ name: 'Requests in bulk', unit: 'requests' },
			{ name: 'Peak memory of stock nodes', unit: 'MB' },
		],
		rows: runs.map(({ people, scenario, stock, template }) => [
			`${people.toLocaleString('en-US')}, ${scenario}`,
			stock.seconds,
			template.seconds,
			stock.seconds / template.seconds,
			stock.requests,
			template.requests,
			template.inBulk?.seconds ?? null,
			template.inBulk?.requests ?? null,
			stock.peakMemory,
		]),
		targets: runs
			.filter(({ people }) => people === STOCK_LARGEST)
			.flatMap(({ scenario, stock, template }) => {
				const best = template.inBulk ?? template;
				const [faster, requests] =
					scenario === 'unchanged'
						? (['stockUnchanged', 'stockUnchangedRequests'] as const)
						: (['stockFirstLoad', 'stockFirstLoadRequests'] as const);
				return [
					target(faster, stock.seconds / best.seconds),
					target(requests, best.requests / stock.requests),
				];
			}),
		charts: [
			{
				title: 'Seconds with stock nodes and with the template',
				label: 'Run',
				values: ['Stock nodes', 'Template'],
				logarithmic: true,
			},
		],
	};
}

/** External IDs of those who manage a group. */
function leadersIn({ groups }: Contents): ReadonlySet<string> {
	const leaders = groups.map((group) => valuesOf(group).managerExternalId);
	return new Set(leaders.filter((one) => one !== undefined));
}

/**
 * People with their values, managers and places in words: whatever ids the systems give.
 *
 * @param leaders those who are members of a group in one workflow and its managers in the other: they
 * have no place here
 */
function peopleIn({ users, groups }: Contents, leaders: ReadonlySet<string>): unknown[] {
	const nameOf = new Map(groups.map((one) => [one.externalId, String(one.displayName)]));
	const parentOf = new Map(groups.map((one) => [one.externalId, parentIn(one)]));
	const pathOf = (externalId: string | undefined): string => {
		const parent = parentOf.get(externalId);
		const name = nameOf.get(externalId) ?? '';
		return parent === undefined ? name : `${pathOf(parent)} / ${name}`;
	};
	const placeOf = new Map(
		groups.flatMap((one) => {
			const members = (one.members ?? []) as Array<{ value: string }>;
			return members.map(({ value }) => [value, pathOf(one.externalId)] as const);
		}),
	);
	const externalIdOf = new Map(users.map(({ id, externalId }) => [id, externalId]));
	return users
		.map(({ id, externalId, userName, name, emails, active, ...rest }) => {
			// What is not there means the same as the value of somebody without.
			const {
				gender = 'None',
				birthday = null,
				excludeFromSurveys = false,
			} = extension(rest, 'winningtemp');
			const { manager } = extension(rest, 'enterprise') as { manager?: { value: string } };
			const managerExternalId = externalIdOf.get(manager?.value ?? '') ?? null;
			const [email] = emails as Array<{ value: string }>;
			const { givenName, familyName } = name as Record<string, string>;
			return [
				externalId,
				userName,
				email?.value,
				givenName,
				familyName,
				active,
				gender,
				birthday,
				excludeFromSurveys,
				managerExternalId,
				leaders.has(String(externalId)) ? null : (placeOf.get(id) ?? null),
			];
		})
		.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

function extension(record: Record<string, unknown>, name: string): Record<string, unknown> {
	const urn = Object.keys(record).find((key) => key.includes(`extension:${name}:2.0:User`));
	return ((urn && record[urn]) ?? {}) as Record<string, unknown>;
}

function parentIn(group: Record<string, unknown>): string | undefined {
	return valuesOf(group).parentExternalId;
}

/** What Winningtemp's extension says of a group. */
function valuesOf(group: Record<string, unknown>): {
	parentExternalId?: string;
	managerExternalId?: string;
} {
	const urn = Object.keys(group).find((key) => key.startsWith('urn:'));
	return (group[urn ?? ''] as ReturnType<typeof valuesOf> | undefined) ?? {};
}
