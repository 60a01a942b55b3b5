import Ajv from 'ajv';
import { resolveOutputSchemaPath } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';

/** What is used of JSON Schema in the schemas that are shipped. */
export interface JsonSchema {
	type: string | string[];
	description?: string;
	properties?: Record<string, JsonSchema>;
	additionalProperties?: JsonSchema;
	items?: JsonSchema;
	/** n8n's own: counts the revisions of a file. */
	version?: number;
}

/** Where one output, or one kind of item, alone has a property: `Only of Groups and Users`. */
const ONLY_OF = /^Only of (\w+(?: and \w+)*)$/;

/** The file that n8n shows for a node, relative to the repository. */
export function schemaPath(
	folder: string,
	version: number,
	resource?: string,
	operation?: string,
): string {
	const path = resolveOutputSchemaPath({ nodeDir: folder, version, resource, operation });
	if (!path) throw new Error(`n8n looks for no schema of ${folder}`);
	return path.slice(path.indexOf(`${folder}/`));
}

/** Why items are not what a schema says; empty where they are. Nothing may be there that it does not name. */
export function violations(schema: JsonSchema, items: readonly IDataObject[]): string[] {
	const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
	ajv.addKeyword('version');
	const validate = ajv.compile(closed(schema));
	const found = new Set<string>();
	for (const item of items) {
		if (validate(item)) continue;
		for (const { instancePath, message, params } of validate.errors ?? []) {
			found.add(`${instancePath.replace(/\d+/g, 'n')} ${message} ${JSON.stringify(params)}`);
		}
	}
	return [...found];
}

/** Properties of a schema that no item has, as paths: what the editor would promise in vain. */
export function unseen(schema: JsonSchema, items: readonly unknown[], path = ''): string[] {
	const present = items.filter((item) => item !== null && item !== undefined);
	if (schema.items) {
		return unseen(
			schema.items,
			present.flatMap((item) => item),
			`${path}[]`,
		);
	}
	return Object.entries(schema.properties ?? {}).flatMap(([name, below]) => {
		const values = present.flatMap((item) => {
			const value = (item as IDataObject)[name];
			return value === undefined ? [] : [value];
		});
		const here = path === '' ? name : `${path}.${name}`;
		return values.length === 0 ? [here] : unseen(below, values, here);
	});
}

/** The schema of one part: without the properties that only others have. */
export function partOf(schema: JsonSchema, part: string): JsonSchema {
	const properties = Object.entries(schema.properties ?? {}).filter(([, { description }]) => {
		const names = ONLY_OF.exec(description ?? '')?.[1];
		return names === undefined || names.split(' and ').includes(part);
	});
	return { ...schema, properties: Object.fromEntries(properties) };
}

/** The parts that properties of a schema name. */
export function partsNamed({ properties = {} }: JsonSchema): string[] {
	const names = Object.values(properties).flatMap(
		({ description }) => ONLY_OF.exec(description ?? '')?.[1]?.split(' and ') ?? [],
	);
	return [...new Set(names)].sort();
}

function closed(schema: JsonSchema): JsonSchema & { additionalProperties?: JsonSchema | false } {
	const { properties, items } = schema;
	return {
		...schema,
		...(items && { items: closed(items) }),
		...(properties && {
			properties: Object.fromEntries(
				Object.entries(properties).map(([name, below]) => [name, closed(below) as JsonSchema]),
			),
			additionalProperties: false as never,
		}),
	};
}
