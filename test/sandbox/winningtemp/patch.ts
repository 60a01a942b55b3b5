import SCIMMY from 'scimmy';

type Definition = InstanceType<typeof SCIMMY.Types.SchemaDefinition>;

interface Operation {
	op?: unknown;
	path?: unknown;
	value?: unknown;
}

/**
 * A PATCH without what the tenant does not know, as some servers read one: such operations, and
 * such properties of operations without a path, vanish without a word.
 */
export function withoutUnknown<T extends Operation>(operations: T[], definition: Definition): T[] {
	return operations.flatMap((operation) => {
		const { path, value } = operation;
		if (typeof path === 'string') return knows(definition, path) ? [operation] : [];
		if (value === null || typeof value !== 'object') return [operation];
		const rest = Object.entries(value).filter(([name]) => knows(definition, name));
		return rest.length > 0 ? [{ ...operation, value: Object.fromEntries(rest) }] : [];
	});
}

function knows(definition: Definition, path: string): boolean {
	try {
		definition.attribute(path.replace(/\[[^\]]*\]/g, ''));
		return true;
	} catch {
		return false;
	}
}

/**
 * An operation in the form that SCIMMY carries out as RFC 7644 §3.5.2 means it. It stumbles over
 *
 * - a sub-attribute in an extension, `urn:…:User:manager.value`, which it finds only when it is
 *   being removed: written as the whole complex attribute;
 * - `null` as the value of a complex attribute, which means "none" (RFC 7643 §2.5): a removal.
 */
export function forScimmy(operation: Operation, definition: Definition): Operation {
	const { op, path, value } = operation;
	if (typeof op !== 'string' || typeof path !== 'string' || op.toLowerCase() === 'remove') {
		return operation;
	}
	if (value === null && knows(definition, path)) return { op: 'remove', path };
	const [, parent, name] = EXTENSION_SUB_ATTRIBUTE.exec(path) ?? [];
	return parent && name && knows(definition, path)
		? { op, path: parent, value: { [name]: value } }
		: operation;
}

/**
 * Whether an operation replaces a part, such as `name.givenName`, of an attribute that is neither in
 * the record nor added by an operation before it.
 */
export function lacksTarget(operations: Operation[], record: Record<string, unknown>): boolean {
	const added = new Set<unknown>();
	return operations.some(({ op, path }) => {
		if (typeof op !== 'string' || typeof path !== 'string') return false;
		if (op.toLowerCase() !== 'replace') {
			added.add(path);
			return false;
		}
		const [, whole, urn, attribute] = SUB_ATTRIBUTE.exec(path) ?? [];
		if (attribute === undefined || added.has(whole)) return false;
		const holder = urn === undefined ? record : record[urn];
		return (holder as Record<string, unknown> | undefined)?.[attribute] === undefined;
	});
}

const SUB_ATTRIBUTE = /^((?:(urn:.*):)?([A-Za-z]\w*))\.[A-Za-z]\w*$/i;
const EXTENSION_SUB_ATTRIBUTE = /^(urn:.*:[A-Za-z]\w*)\.([A-Za-z]\w*)$/i;

/** Takes the value at a path out of a record, e.g. `name.givenName` or `urn:…:User:gender`. */
export function dropPath(
	record: Record<string, unknown>,
	path: string,
	extensions: Iterable<string>,
): void {
	const urn = [...extensions].find((of) => path === of || path.startsWith(`${of}:`));
	const rest = urn === undefined ? path : path.slice(urn.length + 1);
	const names = [...(urn === undefined ? [] : [urn]), ...rest.split('.').filter(Boolean)];
	const last = names.pop();
	let target: unknown = record;
	for (const name of names) target = (target as Record<string, unknown> | undefined)?.[name];
	if (last !== undefined && target !== null && typeof target === 'object') {
		delete (target as Record<string, unknown>)[last];
	}
}
