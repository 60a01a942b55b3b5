import type { ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { compileField } from '../../directory/common/fieldPath';
import { isRecord } from '../../directory/common/json';
import { cleanName, matchingKey } from '../../directory/common/text';
import type { FieldBox } from '../../directory/hierarchy/field';

type Box = FieldBox | 'attributes';

/** The lists of fields, each with the places of a person that its fields come from. */
const LISTS = {
	levels: ['organization', 'attributes'],
	idFields: ['organizationCodes', 'organization', 'attributes'],
} as const satisfies Record<string, readonly Box[]>;

/**
 * n8n gives no input to a list on the server. It does resolve the parameters in the editor, on the
 * data of the last run, before it asks for the list: so a hidden one takes the names along. As many
 * people as these are looked at, for the editor to stay quick.
 */
export const inputFields: Pick<INodeProperties, 'name' | 'type' | 'default'> = {
	name: 'inputFields',
	type: 'hidden',
	default: `={{ Object.fromEntries(${JSON.stringify([...new Set(Object.values(LISTS).flat())])}.map((box) => [box, [...new Set($input.all().slice(0, 1000).flatMap(({ json }) => Object.keys(json[box] ?? {})))]])) }}`,
};

interface ListWords {
	displayName: string;
	addOne: string;
	placeholder: string;
	description: string;
}

/** A parameter that is a list of fields. It is asked for again when a field is dropped on it. */
export function fieldList(
	name: keyof typeof LISTS,
	{ addOne, ...words }: ListWords,
	displayOptions: INodeProperties['displayOptions'],
): INodeProperties {
	return {
		...words,
		name,
		type: 'options',
		requiresDataPath: 'single',
		typeOptions: {
			loadOptionsMethod: name,
			loadOptionsDependsOn: [name],
			multipleValues: true,
			multipleValueButtonText: addOne,
			sortable: true,
		},
		default: [],
		displayOptions,
	};
}

/** What the lists offer: the fields that people have in the last run, and those that are chosen. */
export const loadOptions = {
	async levels(this: ILoadOptionsFunctions) {
		return options(this, 'levels');
	},
	async idFields(this: ILoadOptionsFunctions) {
		return options(this, 'idFields');
	},
};

const NO_RUN: INodePropertyOptions = {
	name: 'More Fields After a Run',
	description: 'Execute the nodes before this one, then open this panel again',
	value: '',
	disabled: true,
};

function options(context: ILoadOptionsFunctions, list: keyof typeof LISTS): INodePropertyOptions[] {
	const fields: unknown = context.getCurrentNodeParameter(inputFields.name);
	const found = isRecord(fields) ? LISTS[list].flatMap((box) => textsIn(fields[box])) : [];
	const offered = new Map<string, INodePropertyOptions>();
	for (const name of found) {
		if (!offered.has(matchingKey(name))) offered.set(matchingKey(name), { name, value: name });
	}
	// The editor marks a value that is not on the list as wrong, so what is chosen is always on it.
	for (const value of textsIn(context.getCurrentNodeParameter(list))) {
		const name = draggedField(value) ?? cleanName(value);
		const key = matchingKey(name);
		if (name !== '') offered.set(key, { name, ...offered.get(key), value });
	}
	return found.length > 0 ? [...offered.values()] : [...offered.values(), NO_RUN];
}

function textsIn(value: unknown): string[] {
	return listIn(value)
		.flat()
		.filter((one) => typeof one === 'string');
}

/** A list, or a text that commas separate. */
export function listIn(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return typeof value === 'string' ? value.split(/[,\n]/) : [value];
}

/**
 * The name of a field that was dragged into a parameter: a path, or an expression whose value on
 * the first item is of no use. A field of `organization` is used by its bare name, as if typed.
 */
export function draggedField(raw: unknown): string | undefined {
	const field = typeof raw === 'string' ? compileField(raw) : undefined;
	if (!field) return undefined;
	const [box, name] = field.path;
	const isBoxed = box === 'organization' || box === 'organizationCodes';
	if (isBoxed && field.path.length === 2) return name;
	return String(raw).startsWith('=') ? field.label : undefined;
}
