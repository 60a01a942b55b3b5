import { createHash } from 'crypto';

/** UUIDv5 of this package's name in the DNS namespace: for the External IDs of groups, fixed for ever. */
const GROUP_NAMESPACE = Buffer.from('322cbe4fe0155bfa81785ba24d82d953', 'hex');

/**
 * A version 5 UUID (RFC 9562 §5.5: SHA-1 over namespace and name) in this package's own
 * namespace: the same name gives the same id on every machine, at any time.
 */
export function groupUuid(name: string): string {
	const bytes = createHash('sha1').update(GROUP_NAMESPACE).update(name, 'utf8').digest();
	bytes[6] = (bytes[6]! & 0x0f) | 0x50;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	const hex = bytes.toString('hex', 0, 16);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20),
	].join('-');
}
