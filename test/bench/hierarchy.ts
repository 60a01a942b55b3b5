import arrayToTree from 'array-to-tree';
import { stratify, type HierarchyNode } from 'd3-hierarchy';
import { arrayToTree as performantArrayToTree } from 'performant-array-to-tree';
import { buildHierarchy } from '../../directory/hierarchy';
import type { MappedPerson } from '../../directory/mapping';
import { contest, largest, requireEqual, type Measuring } from './contest';
import { builderOptions, inventedPeople, levelNames } from './invented';
import { target } from './promises';
import type { BenchTable, Cell } from './table';

const LEVELS = [3, 10];

/**
 * Our builder against libraries that make trees and against the least that gives groups and people
 * placed in them.
 */
export function measureHierarchy(options: Measuring): BenchTable {
	const rows: Cell[][] = [];
	const toBare: number[] = [];
	const toJob: number[] = [];
	const toLinking: number[] = [];
	for (const levels of LEVELS) {
		for (const size of options.sizes) {
			options.progress(`Hierarchy: ${size} people, ${levels} levels`);
			const { groups, times } = contestOf(size, levels, options);
			const { bare, builder } = times;
			toBare.push(builder.ratio);
			toJob.push(builder.ratio / fastest(LIBRARIES.map(({ job }) => times[job].ratio)));
			toLinking.push(builder.ratio / fastest(LIBRARIES.map(({ link }) => times[link].ratio)));
			rows.push([
				size,
				levels,
				groups,
				builder.median,
				bare.median,
				builder.ratio,
				...LIBRARIES.flatMap(({ job, link }) => [times[job].median, times[link].median]),
			]);
		}
	}
	return {
		id: 'hierarchy',
		title: 'Building the hierarchy',
		about:
			'Groups from the fields of all people, and everyone placed in one. A bare Map joins the names to a path and looks it up, no more: no normalised names, no stable ids, no managers of groups, nothing said of faults. The libraries link what they are given: for the same job somebody must first find the groups (for d3-hierarchy: write the path of every person), and the last column of each is that linking alone, of input made before.',
		columns: [
			{ name: 'People' },
			{ name: 'Levels' },
			{ name: 'Groups' },
			{ name: 'Hierarchy Builder', unit: 'ms' },
			{ name: 'Bare Map', unit: 'ms' },
			{ name: 'Builder to bare Map', unit: '×' },
			...LIBRARIES.flatMap(({ name }) => [
				{ name, unit: 'ms' },
				{ name: `${name}, linking alone`, unit: 'ms' },
			]),
		],
		rows,
		targets: [
			target('builderToMap', largest(toBare)),
			target('builderToJob', largest(toJob)),
			target('builderToLinking', largest(toLinking)),
		],
		charts: [
			{
				title: 'From people to groups with people placed in them',
				label: 'People',
				values: ['Hierarchy Builder', 'Bare Map', ...LIBRARIES.map(({ name }) => name)],
				logarithmic: true,
			},
		],
	};
}

/** The whole job, and its linking alone, by contender. */
const LIBRARIES = [
	{ name: 'd3-hierarchy', job: 'd3Job', link: 'd3' },
	{ name: 'performant-array-to-tree', job: 'performantJob', link: 'performant' },
	{ name: 'array-to-tree', job: 'classicJob', link: 'classic' },
] as const;

function fastest(values: readonly number[]): number {
	return values.reduce((least, value) => (value < least ? value : least), Infinity);
}

function contestOf(size: number, levels: number, measuring: Measuring) {
	const people = inventedPeople(size, levels);
	const names = levelNames(levels);
	const groups = bareMap(people, names).groups.length;
	const paths = pathsOf(people, names);
	const links = linksOf(people, names);
	const records = people as unknown as Array<Record<string, unknown>>;
	const contenders = {
		bare: () => bareMap(people, names),
		builder: () => buildHierarchy(records, builderOptions(levels)),
		d3: () => stratify<string>().path((path) => path)(paths),
		performant: () => performantArrayToTree(links),
		classic: () => arrayToTree(links, { parentProperty: 'parentId' }),
		d3Job: () => placedByD3(people, names),
		performantJob: () => performantArrayToTree(linksOf(people, names)),
		classicJob: () => arrayToTree(linksOf(people, names), { parentProperty: 'parentId' }),
	};
	requireEqual('the Hierarchy Builder', contenders.builder().groups.length, groups);
	requireEqual('d3-hierarchy', innerNodes([contenders.d3()]) - 1, groups);
	requireEqual('performant-array-to-tree', innerNodes(contenders.performant()), groups);
	requireEqual('array-to-tree', innerNodes(contenders.classic()), groups);
	requireEqual('groups read out of d3-hierarchy', contenders.d3Job().groups.length, groups);
	requireEqual('people placed by d3-hierarchy', contenders.d3Job().users.length, size);
	return { groups, times: contest(contenders, size, measuring) };
}

interface BareGroup {
	id: string;
	name: string;
	parentId: string | null;
	members: number;
}

/** First pass: each distinct path is a group. Second pass: everyone gets the id of theirs. */
function bareMap(people: readonly MappedPerson[], names: readonly string[]) {
	const groups = new Map<string, BareGroup>();
	const placeOf: string[] = [];
	for (const { organization } of people) {
		let id: string | null = null;
		for (const level of names) {
			const name = organization![level] as string;
			const parentId: string | null = id;
			id = parentId === null ? name : `${parentId}/${name}`;
			if (!groups.has(id)) groups.set(id, { id, name, parentId, members: 0 });
		}
		groups.get(id!)!.members++;
		placeOf.push(id!);
	}
	const users = people.map((person, i) => ({ ...person, groupExternalId: placeOf[i] }));
	return { groups: [...groups.values()], users };
}

/** What `stratify().path()` wants: a path for everyone, whose last part is the person. */
function pathsOf(people: readonly MappedPerson[], names: readonly string[]): string[] {
	return people.map(({ externalId, organization }) =>
		['', ...names.map((level) => organization![level]), externalId].join('/'),
	);
}

/** The same as the bare Map gives, read out of the tree that `stratify().path()` makes. */
function placedByD3(people: readonly MappedPerson[], names: readonly string[]) {
	const paths = pathsOf(people, names);
	const places = people.map((person, i) => ({ person, path: paths[i]! }));
	const top = stratify<(typeof places)[number]>().path(({ path }) => path)(places);
	const groups: BareGroup[] = [];
	const users: Array<MappedPerson & { groupExternalId: string }> = [];
	for (const node of top.descendants()) {
		if (!node.parent) continue;
		const { id, parent, children, data } = node as typeof node & { id: string };
		if (!children) {
			users.push({ ...data.person, groupExternalId: parent!.id! });
			continue;
		}
		const members = children.filter((child) => !child.children).length;
		const parentId = parent!.parent ? parent!.id! : null;
		groups.push({ id, name: id.slice(id.lastIndexOf('/') + 1), parentId, members });
	}
	return { groups, users };
}

interface Link {
	id: string;
	parentId: string | null;
}

/** What the other libraries want: every group and every person with what is above them. */
function linksOf(people: readonly MappedPerson[], names: readonly string[]): Link[] {
	const { groups, users } = bareMap(people, names);
	const links: Link[] = groups.map(({ id, parentId }) => ({ id, parentId }));
	for (const { externalId, groupExternalId } of users) {
		links.push({ id: externalId, parentId: groupExternalId! });
	}
	return links;
}

interface Node {
	children?: unknown;
}

/** Nodes with something below them: the groups, since every person is a leaf. */
function innerNodes(tops: ReadonlyArray<Node | HierarchyNode<string>>): number {
	const nodes: Node[] = [...tops];
	let inner = 0;
	for (const { children } of nodes) {
		if (!Array.isArray(children) || children.length === 0) continue;
		inner++;
		for (const child of children) nodes.push(child as Node);
	}
	return inner;
}
