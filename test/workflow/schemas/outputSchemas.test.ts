import type { INodePropertyOptions, INodeType } from 'n8n-workflow';
import ownPackage from '../../../package.json';
import { fileExists, readJson } from '../../support/files';
import { collectOutputs, type Outputs } from './outputs';
import { partOf, partsNamed, schemaPath, unseen, violations, type JsonSchema } from './schemaFile';

/**
 * The schemas from which n8n's editor shows fields before the first run. They are held against
 * what the nodes give with the settings that they are added with, so that neither drifts.
 */

interface Place {
	/** Folder of the node and what n8n asks for below it. */
	schema: string;
	path: string;
}

/** Columns are agreed on with Winningtemp, and their names have blanks, which n8n cannot map from. */
const WITHOUT_SCHEMA = 'Winningtemp/v1.0.0/file/createRows';

const places: Place[] = [];
const schemas = new Map<string, JsonSchema>();
let outputs: Outputs;

beforeAll(async () => {
	for (const built of ownPackage.n8n.nodes) places.push(...(await placesOf(built)));
	for (const { schema, path } of places) {
		if (fileExists(path)) schemas.set(schema, readJson<JsonSchema>(path));
	}
	outputs = await collectOutputs();
}, 120_000);

/** One for each operation, or one for a node that has none. */
async function placesOf(built: string): Promise<Place[]> {
	const source = built.replace('dist/', '').replace(/\.js$/, '.ts');
	const module = (await import(`../../../${source}`)) as Record<string, new () => INodeType>;
	const { description } = new (Object.values(module)[0]!)();
	const folder = source.slice(0, source.lastIndexOf('/'));
	const version = [description.version].flat()[0]!;
	const place = (resource?: string, operation?: string): Place => {
		const path = schemaPath(folder, version, resource, operation);
		return { schema: path.replace('nodes/', '').replace('__schema__/', '').slice(0, -5), path };
	};
	const operations = description.properties.filter(({ name }) => name === 'operation');
	if (operations.length === 0) return [place()];
	return operations.flatMap(({ displayOptions, options }) =>
		(displayOptions!.show!.resource as string[]).flatMap((resource) =>
			(options as INodePropertyOptions[]).map(({ value }) => place(resource, String(value))),
		),
	);
}

test('there is one where n8n looks for it, for each operation of each node', () => {
	const missing = places.filter(({ path }) => !fileExists(path));
	expect(missing.map(({ schema }) => schema)).toEqual([WITHOUT_SCHEMA]);
	expect(places.length).toBeGreaterThan(20);
});

test('the editor accepts them: an object with properties at the top, and one main type everywhere', () => {
	for (const [schema, { type, properties }] of schemas) {
		expect([schema, type]).toEqual([schema, 'object']);
		expect([schema, Object.keys(properties ?? {}).length > 0]).toEqual([schema, true]);
		// A dot or a blank in a name makes an expression that n8n cannot read.
		for (const name of Object.keys(properties!)) expect(name).toMatch(/^\w+$/);
	}
});

test('each is tried with real items, of every output and of every kind', () => {
	expect([...outputs.keys()].sort()).toEqual([...schemas.keys()].sort());
	for (const [schema, parts] of outputs) {
		for (const [part, items] of parts) {
			expect([schema, part, items.length > 0]).toEqual([schema, part, true]);
		}
		const named = partsNamed(schemas.get(schema)!);
		expect([schema, named]).toEqual([schema, named.filter((part) => parts.has(part))]);
	}
});

test('what the nodes give has no property that its schema lacks, and none of another type', () => {
	const wrong = [...outputs].flatMap(([schema, parts]) =>
		[...parts].flatMap(([part, items]) =>
			violations(partOf(schemas.get(schema)!, part), items).map(
				(violation) => `${schema} ${part}: ${violation}`,
			),
		),
	);
	expect(wrong).toEqual([]);
});

test('a schema promises no property that the nodes do not give', () => {
	const promised = [...outputs].flatMap(([schema, parts]) =>
		[...parts].flatMap(([part, items]) =>
			unseen(partOf(schemas.get(schema)!, part), items).map((path) => `${schema} ${part}: ${path}`),
		),
	);
	expect(promised).toEqual([]);
});

test('an item that drifts from its schema would be noticed', () => {
	const schema = schemas.get('HierarchyBuilder/v1.0.0')!;
	const [group] = outputs.get('HierarchyBuilder/v1.0.0')!.get('Groups')!;
	const groups = partOf(schema, 'Groups');
	expect(violations(groups, [group!])).toEqual([]);
	expect(violations(groups, [{ ...group, colour: 'red' }])).toHaveLength(1);
	expect(violations(groups, [{ ...group, level: 'top' }])).toHaveLength(1);
	expect(unseen(groups, [{ ...group, level: undefined }])).toContain('level');
});
