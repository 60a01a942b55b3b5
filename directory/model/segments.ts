import { isRecord, type JsonValue } from '../common/json';
import { compareText, matchingKey } from '../common/text';
import { groupUuid } from '../common/uuid';
import type { Segment } from './fields';

/**
 * The External ID of a segment that HR has no code for: the same for the same category and name,
 * whatever their case, on every machine and at any time. It changes with either.
 */
export function segmentId(category: string, name: string): string {
	return groupUuid(JSON.stringify({ category: matchingKey(category), name: matchingKey(name) }));
}

/** The segments in a value; what is none, in a list of somebody else's making, is passed over. */
export function segmentsIn(value: unknown): readonly Segment[] {
	if (!Array.isArray(value)) return [];
	return value.every(isSegment) ? value : value.filter(isSegment);
}

function isSegment(value: unknown): value is Segment {
	return isRecord(value) && typeof value.externalId === 'string' && value.externalId !== '';
}

/**
 * Whether two lists hold the same segments, in any order. A target that keeps only External IDs
 * gives no names and categories: only what both sides know is compared.
 */
export function isSameSegments(a: JsonValue, b: JsonValue): boolean {
	const [some, others] = [segmentsIn(a), segmentsIn(b)];
	const differs = (one: Segment, other: Segment | undefined) =>
		!other ||
		one.externalId !== other.externalId ||
		isOther(one.name, other.name) ||
		isOther(one.category, other.category);
	// Nearly always they come in one and the same order.
	if (some.length === others.length && !some.some((one, i) => differs(one, others[i]))) return true;
	const byId = new Map(others.map((one) => [one.externalId, one]));
	return (
		new Set(some.map(({ externalId }) => externalId)).size === byId.size &&
		!some.some((one) => differs(one, byId.get(one.externalId)))
	);
}

function isOther(a: string | undefined, b: string | undefined): boolean {
	if (a === b || !a || !b) return false;
	return a.normalize('NFC') !== b.normalize('NFC');
}

/**
 * What takes the place of what, as links that are counted alike: of a segment that got another name
 * or External ID, the former External ID and the new segment. With more than one, none is like another.
 */
export function exchangedSegments(from: JsonValue, to: JsonValue): { from: string; to: string } {
	const [before, after] = [segmentsIn(from), segmentsIn(to)];
	const gone = without(before, after);
	const come = without(after, before);
	return {
		from: gone.map(({ externalId }) => externalId).join('\n'),
		to: come.map(({ externalId, name }) => `${externalId}\n${name}`).join('\n'),
	};
}

/** Those of a list that another does not have under the same External ID and name. */
function without(list: readonly Segment[], others: readonly Segment[]): Segment[] {
	return list.filter(
		(one) =>
			!others.some((other) => other.externalId === one.externalId && other.name === one.name),
	);
}

/** Segments for people to read: `Job role: Nurse, Office: Malmö`. */
export function segmentsText(value: JsonValue | undefined): string {
	return segmentsIn(value)
		.map(({ category, name, externalId }) => {
			const shown = name || externalId;
			return category ? `${category}: ${shown}` : shown;
		})
		.sort(compareText)
		.join(', ');
}
