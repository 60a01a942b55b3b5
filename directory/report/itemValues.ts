import { isRecord } from '../common/json';
import type { JsonValue } from '../model/person';

/** Readers of single values of items that come from elsewhere. */

/** n8n puts an error on an item as text or as an object with a message. */
export function messageOf(value: unknown): string | null {
	return textOrNull(isRecord(value) ? value.message : value);
}

/** A text, or a number as one; anything else is empty. */
export function text(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function textOrNull(value: unknown): string | null {
	return text(value) || null;
}

/** A number that can be counted with; anything else is 0. */
export function count(value: unknown): number {
	return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** A part of the summary, e.g. `users`; empty where there is none. */
export function part(
	summary: Record<string, unknown> | null,
	name: string,
): Record<string, JsonValue> {
	const value = summary === null ? undefined : summary[name];
	return isRecord(value) ? (value as Record<string, JsonValue>) : {};
}
