import type {
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import ownPackage from '../../package.json';
import { fileExists, readJson, readText } from '../support/files';

/** n8n's UX guidelines, as far as a machine can hold every node and credential against them. */

interface Loaded<T> {
	name: string;
	folder: string;
	object: T;
}

const nodes: Array<Loaded<INodeTypeDescription>> = [];
const credentials: Array<Loaded<ICredentialType>> = [];

async function instance<T>(built: string): Promise<Loaded<T>> {
	const source = built.replace('dist/', '').replace(/\.js$/, '.ts');
	const module = (await import(`../../${source}`)) as Record<string, new () => T>;
	const [Class] = Object.values(module);
	const folder = source.slice(0, source.lastIndexOf('/'));
	return { name: source.slice(folder.length + 1), folder, object: new Class!() };
}

beforeAll(async () => {
	for (const path of ownPackage.n8n.nodes) {
		const { object, ...place } = await instance<INodeType>(path);
		nodes.push({ ...place, object: object.description });
	}
	for (const path of ownPackage.n8n.credentials) {
		credentials.push(await instance<ICredentialType>(path));
	}
});

/** A parameter with the names of all that it is inside of. */
interface Placed {
	where: string;
	property: INodeProperties;
}

function* everyProperty(properties: INodeProperties[], where: string): Generator<Placed> {
	for (const property of properties) {
		const here = `${where} › ${property.displayName}`;
		yield { where: here, property };
		if (property.type === 'collection') {
			yield* everyProperty(property.options as INodeProperties[], here);
		} else if (property.type === 'fixedCollection') {
			for (const group of property.options as INodePropertyCollection[]) {
				yield* everyProperty(group.values, `${here} › ${group.displayName}`);
			}
		} else if (property.type === 'resourceLocator') {
			yield* everyProperty((property.modes ?? []) as unknown as INodeProperties[], here);
		}
	}
}

function everywhere(): Placed[] {
	return [
		...nodes.flatMap(({ object }) => [...everyProperty(object.properties, object.displayName)]),
		...credentials.flatMap(({ object }) => [
			...everyProperty(object.properties, object.displayName),
		]),
	];
}

/** Where a rule is broken; a rule holds when this is empty. */
function broken(rule: (placed: Placed) => boolean): string[] {
	return everywhere()
		.filter((placed) => !rule(placed))
		.map(({ where }) => where);
}

function choices(property: INodeProperties): INodePropertyOptions[] {
	return property.type === 'options' || property.type === 'multiOptions'
		? ((property.options ?? []) as INodePropertyOptions[])
		: [];
}

const isSentenceCase = (text: string): boolean => {
	const words = text.split(' ').slice(1);
	const names = new Set([
		'Flex',
		'HRM',
		'Winningtemp',
		'ID',
		'IDs',
		'HTML',
		'HTTP',
		'SCIM',
		'External',
	]);
	return /^[A-Z]/.test(text) && words.every((word) => names.has(word) || !/^[A-Z][a-z]/.test(word));
};

test('there is something to hold against the guidelines', () => {
	expect(nodes).toHaveLength(6);
	expect(credentials).toHaveLength(2);
	expect(everywhere().length).toBeGreaterThan(60);
});

test('every node has icons for light and dark, and a subtitle', () => {
	for (const { folder, object } of nodes) {
		const icon = object.icon as { light: string; dark: string };
		for (const file of [icon.light, icon.dark]) {
			const path = `${folder}/${file.replace('file:', '')}`;
			expect([path, fileExists(path)]).toEqual([path, true]);
			expect(readText(path)).toMatch(/<svg[^>]*viewBox/);
		}
		expect([object.displayName, typeof object.subtitle]).toEqual([object.displayName, 'string']);
	}
});

interface Codex {
	node: string;
	nodeVersion: string;
	categories: string[];
	subcategories?: object;
	alias: string[];
	resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
}

/** The categories by which n8n sorts its own nodes; only its own ones are core nodes. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

function codexOf({ folder, name }: Loaded<INodeTypeDescription>): Codex {
	return readJson<Codex>(`${folder}/${name.replace('.ts', '.json')}`);
}

test('every node is found by its category and by other words, and no category is made up', () => {
	for (const node of nodes) {
		const { node: type, nodeVersion, categories, alias } = codexOf(node);
		expect(type).toBe(`${ownPackage.name}.${node.object.name}`);
		expect(nodeVersion).toBe(`${[node.object.version].flat().at(-1)}.0`);
		expect([type, categories.filter((name) => !CATEGORIES.includes(name))]).toEqual([type, []]);
		expect([type, new Set(categories).size]).toEqual([type, categories.length]);
		expect([type, new Set(alias).size >= 5, new Set(alias).size]).toEqual([
			type,
			true,
			alias.length,
		]);
		for (const word of alias) expect(word).toMatch(/^[A-Z]|^flexhosting$/);
	}
});

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsIn(page: string): string[] {
	return [...readText(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading!
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}

test('what is named as documentation is there, down to the heading', () => {
	const [home] = ownPackage.homepage.split('#') as [string];
	const addresses = [
		...nodes.flatMap((node) => Object.values(codexOf(node).resources).flat()),
		...credentials.map(({ object }) => ({ url: object.documentationUrl! })),
	].map(({ url }) => url);
	expect(addresses.length).toBeGreaterThanOrEqual(nodes.length + credentials.length);
	for (const address of addresses) {
		expect(address.startsWith(home)).toBe(true);
		const [path = '', anchor] = address.slice(home.length).split('#');
		const page = path === '' ? 'README.md' : path.replace('/blob/main/', '');
		expect([address, fileExists(page)]).toEqual([address, true]);
		const wanted = anchor && anchor !== 'readme' ? [anchor] : [];
		expect(anchorsIn(page)).toEqual(expect.arrayContaining(wanted));
	}
});

test('nodes with a credential say where to read about it, others do not', () => {
	for (const node of nodes) {
		const documented = codexOf(node).resources.credentialDocumentation !== undefined;
		expect([node.name, documented]).toEqual([node.name, Boolean(node.object.credentials)]);
	}
});

test('nodes that talk to a system are tools for agents; those that live on their inputs are not', () => {
	for (const { object } of nodes) {
		expect([object.name, object.usableAsTool === true]).toEqual([
			object.name,
			object.credentials !== undefined,
		]);
	}
});

test('every credential has an icon and can be tested', () => {
	for (const { folder, object } of credentials) {
		const icon = object.icon as { light: string; dark: string };
		for (const file of [icon.light, icon.dark]) {
			const path = `${folder}/${file.replace('file:', '')}`;
			expect([path, fileExists(path)]).toEqual([path, true]);
		}
		const tested =
			object.test !== undefined ||
			nodes.some((node) =>
				node.object.credentials?.some(({ name, testedBy }) => name === object.name && testedBy),
			);
		expect([object.name, tested]).toEqual([object.name, true]);
	}
});

test('what is secret is hidden on the screen', () => {
	const secret = /password|token|secret/i;
	expect(
		broken(
			({ property }) =>
				!(secret.test(property.name) && property.type === 'string') ||
				property.typeOptions?.password === true,
		),
	).toEqual([]);
});

test('booleans say "Whether …"', () => {
	expect(
		broken(
			({ property }) =>
				property.type !== 'boolean' || (property.description ?? '').startsWith('Whether '),
		),
	).toEqual([]);
});

test('placeholders show an example: "e.g. …"', () => {
	const invites = /^(Add|Choose|Select|Drag) /;
	expect(
		broken(
			({ property: { placeholder, type } }) =>
				!placeholder ||
				placeholder.startsWith('e.g. ') ||
				(['collection', 'fixedCollection'].includes(type) && invites.test(placeholder)),
		),
	).toEqual([]);
});

test('names are in title case, descriptions are sentences without a full stop at the end', () => {
	expect(broken(({ property }) => /^[A-Z0-9]/.test(property.displayName))).toEqual([]);
	expect(
		broken(({ property }) => {
			const text = property.description ?? '';
			return (
				text === '' || (/^[A-Z<]/.test(text) && !/[^.]\.$/.test(text.replace(/\. [A-Z].*$/s, '')))
			);
		}),
	).toEqual([]);
});

test('resource and operation cannot be expressions, and each operation says what it does in a sentence', () => {
	const selectors = everywhere().filter(({ property }) =>
		['resource', 'operation'].includes(property.name),
	);
	expect(selectors.length).toBeGreaterThan(3);
	for (const { where, property } of selectors) {
		expect([where, property.noDataExpression]).toEqual([where, true]);
		if (property.name !== 'operation') continue;
		for (const { name, action, description } of choices(property)) {
			expect([where, name, Boolean(description)]).toEqual([where, name, true]);
			expect([where, action, isSentenceCase(action ?? '')]).toEqual([where, action, true]);
		}
	}
});

test('the standard terms are used: Create or Update, Get, Get Many, Delete', () => {
	const names = everywhere()
		.filter(({ property }) => property.name === 'operation')
		.flatMap(({ property }) => choices(property));
	const expected: Record<string, string> = {
		upsert: 'Create or Update',
		get: 'Get',
		getMany: 'Get Many',
		delete: 'Delete',
	};
	const standard = names.filter(({ value }) => Object.hasOwn(expected, String(value)));
	for (const { name, value } of standard) expect(name).toBe(expected[String(value)]);
	expect(names.map(({ value }) => value)).toEqual(expect.arrayContaining(Object.keys(expected)));
});

/** Every panel as it is when it is opened: the parameters shown for one resource and operation. */
function panels(): Array<{ panel: string; properties: INodeProperties[] }> {
	return nodes.flatMap(({ object }) => {
		const operations = object.properties.filter(({ name }) => name === 'operation');
		if (operations.length === 0) return [{ panel: object.name, properties: object.properties }];
		return operations.flatMap((selector) => {
			const [resource] = selector.displayOptions!.show!.resource as string[];
			return choices(selector).map(({ value: operation }) => ({
				panel: `${object.name} ${resource} ${operation}`,
				properties: object.properties.filter(
					({ displayOptions }) =>
						displayOptions?.show?.operation?.includes(operation) &&
						displayOptions.show.resource?.includes(resource!),
				),
			}));
		});
	});
}

const SELF_EVIDENT = ['returnAll', 'limit', 'options', 'filters', 'simplify'];

test('a panel says what goes in and comes out, or asks for what it needs', () => {
	const all = panels();
	expect(all.length).toBeGreaterThan(20);
	const silent = all.filter(
		({ panel, properties }) =>
			!properties.some(
				({ type, name, required }) =>
					type === 'notice' || required || (!SELF_EVIDENT.includes(name) && type === 'options'),
			) && !/ getMany$/.test(panel),
	);
	expect(silent.map(({ panel }) => panel)).toEqual([]);
});

test('one user, group or employee is chosen from a list, or by an ID that another node gives', () => {
	const locators = everywhere().filter(({ property }) => property.type === 'resourceLocator');
	const byPanel = panels().filter(({ panel }) => / (get|delete|deactivate)$/.test(panel));
	expect(byPanel.length).toBeGreaterThanOrEqual(7);
	for (const { panel, properties } of byPanel) {
		if (/directory get$/.test(panel)) continue;
		const [locator] = properties.filter(({ type }) => type === 'resourceLocator');
		expect([panel, locator?.required]).toEqual([panel, true]);
	}
	for (const { where, property } of locators) {
		const names = (property.modes ?? []).map(({ name }) => name);
		expect([where, names[0], names.includes('id')]).toEqual([where, 'list', true]);
		expect([where, property.default]).toEqual([where, { mode: 'list', value: '' }]);
		expect([where, names.includes('externalId') || names.includes('email')]).toEqual([where, true]);
	}
	const searches = new Set(
		locators.map(({ property }) => property.modes?.[0]?.typeOptions?.searchListMethod),
	);
	expect(searches).toEqual(new Set(['searchUsers', 'searchGroups', 'searchEmployees']));
});

test('what is wide can be had simplified, and is so by default', () => {
	const wide = panels().filter(({ panel }) => /(user|group|employee) get(Many)?$/.test(panel));
	expect(wide).toHaveLength(6);
	for (const { panel, properties } of wide) {
		const choice = properties.find(({ name }) => name === 'simplify' || name === 'output');
		expect([panel, choice?.default]).toEqual([
			panel,
			choice?.name === 'output' ? 'simplified' : true,
		]);
	}
});

test('every list that can be long has Return All and Limit', () => {
	const withLimit = everywhere().filter(({ property }) => property.name === 'limit');
	expect(withLimit.length).toBeGreaterThan(0);
	for (const { where, property } of withLimit) {
		expect([where, property.displayOptions?.show?.returnAll]).toEqual([where, [false]]);
		expect([where, property.default]).toEqual([where, 50]);
		expect([where, property.description]).toEqual([where, 'Max number of results to return']);
	}
});

test('choices have a description each where their names do not say it all', () => {
	const lists = everywhere().filter(
		({ property }) => choices(property).length > 0 && property.name !== 'resource',
	);
	for (const { where, property } of lists) {
		const described = choices(property).filter(({ description }) => description).length;
		expect([where, described === 0 || described === choices(property).length]).toEqual([
			where,
			true,
		]);
	}
});

test('collections are in alphabetical order or kept short', () => {
	expect(
		broken(({ property }) => {
			if (property.type !== 'collection') return true;
			const names = (property.options as INodeProperties[]).map(({ displayName }) => displayName);
			return names.length < 5 || names.join('|') === [...names].sort().join('|');
		}),
	).toEqual([]);
});

test('the versions of nodes are numbers, the defaults bear the name of the node', () => {
	for (const { object } of nodes) {
		expect([object.name, [object.version].flat().every(Number.isFinite)]).toEqual([
			object.name,
			true,
		]);
		expect(object.defaults.name).toBe(object.displayName);
	}
});
