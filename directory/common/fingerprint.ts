import { hash } from 'crypto';

/** A text that is the same for the same lines, in whatever order they come: SHA-256, in hexadecimal digits. */
export function fingerprintOf(lines: readonly string[]): string {
	return hash('sha256', `${[...lines].sort().join('\n')}\n`, 'hex');
}
