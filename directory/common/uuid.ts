import { hash } from 'crypto';

/** UUIDv5 of this package's name in the DNS namespace: for the External IDs of groups and segments, fixed for ever. */
const GROUP_NAMESPACE = Buffer.from('322cbe4fe0155bfa81785ba24d82d953', 'hex');

/**
 * A version 5 UUID (RFC 9562 §5.5: SHA-1 over namespace and name) in this package's own
 * namespace: the same name gives the same id on every machine, at any time.
 */
export function groupUuid(name: string): string {
	const bytes = Buffer.concat([GROUP_NAMESPACE, Buffer.from(name, 'utf8')]);
	const hex = hash('sha1', bytes, 'hex');
	const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`5${hex.slice(13, 16)}`,
		`${variant}${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}

const NAME_BASED = /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** Whether an id is a version 5 UUID, as `groupUuid` makes them and hardly anybody else does. */
export function isNameBasedId(id: string): boolean {
	return id.length === 36 && NAME_BASED.test(id);
}

const GUID = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;

/** Whether an id is a GUID, however it is written. */
export function isGuid(id: string): boolean {
	return id.length >= 36 && id.length <= 38 && GUID.test(id);
}

/**
 * An id in the one form in which ids are compared: a GUID in small letters and without braces, as
 * systems write one and the same GUID in different ways. Any other id is exact, and stays as it is.
 */
export function canonicalId(id: string): string {
	if (id.length < 36 || id.length > 38) return id;
	const small = id.toLowerCase();
	// Most ids are in this form already, and every id of a run comes by here.
	if (small === id && id.length === 36) return id;
	if (!isGuid(id)) return id;
	return id.length === 36 ? small : small.replace(/[{}]/g, '');
}
