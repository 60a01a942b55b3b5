import { hash } from 'crypto';
import { isDay } from '../common/calendar';
import { canonicalJson } from '../common/json';
import { isSamePhone } from '../common/phone';
import type { FieldChange } from './change';
import { sameValue } from './difference';
import { typeOf } from './fields';
import type { JsonValue } from './person';

/**
 * Targets that do not keep a value as it was sent. What was sent and what came back show how they
 * change it; then a value is compared as it comes back.
 */

/** How the values of one field come back. */
export interface Kept {
	/** Ways in which values are changed, as `lower` or `same:20`. */
	forms: readonly string[];
	/** What was sent and what is kept instead, of single users or groups: see `pairOf`. */
	pairs: ReadonlySet<string>;
	/** What was sent and not taken, and what is there, of single users or groups: see `pairOf`. */
	notTaken?: ReadonlySet<string>;
	/** It is a week since that was seen, so that one value is sent again. */
	isDue?: boolean;
}

/** How a run has seen the values of a field come back. */
export interface SeenForm {
	/** As `user.lastName`. */
	field: string;
	/** The rule; absent: there is none. */
	form?: string;
	/** Values that no rule explains: see `pairOf`. */
	pairs: string[];
}

/** Values of one field that single users or groups do not take: see `pairOf`. */
export interface NotTaken {
	/** As `user.phone`. */
	field: string;
	pairs: string[];
}

/** By field, as `user.lastName`. */
export type KeptFields = ReadonlyMap<string, Kept>;

interface Shape {
	/** For people to read, after "kept". */
	words: string;
	of: (text: string) => string;
	/** Where what comes back does not follow from what was sent alone. */
	isKept?: (sent: string, kept: string) => boolean;
}

const capitals = (at: RegExp) => (text: string) => text.replace(at, (part) => part.toUpperCase());
const small = (of: Shape['of']) => (text: string) => of(text.toLowerCase());
const WORDS = capitals(/(^|\s)\p{Ll}/gu);
const PARTS = capitals(/(^|[^\p{L}\p{M}\p{N}])\p{Ll}/gu);
const BEGIN = 'with a capital at the beginning';
const UNKNOWN_LETTERS = 'with “?” in place of letters';
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function daysLater(days: number): Shape['of'] {
	return (text) =>
		isDay(text) ? new Date(Date.parse(text) + days * 86_400_000).toISOString().slice(0, 10) : text;
}

/** The changes that are recognised, the smallest first. To add one, add a row. */
const SHAPES: Readonly<Record<string, Shape>> = {
	same: { words: '', of: (text) => text },
	spaces: { words: 'without needless spaces', of: (text) => text.trim().replace(/\s+/g, ' ') },
	wordCapitals: { words: `${BEGIN} of each word`, of: WORDS },
	partCapitals: { words: `${BEGIN} of each part`, of: PARTS },
	firstCapital: { words: BEGIN, of: capitals(/^\p{Ll}/u) },
	wordTitle: { words: `${BEGIN} of each word only`, of: small(WORDS) },
	partTitle: { words: `${BEGIN} of each part only`, of: small(PARTS) },
	lower: { words: 'in small letters', of: (text) => text.toLowerCase() },
	upper: { words: 'in capitals', of: (text) => text.toUpperCase() },
	accents: {
		words: 'without accents',
		of: (text) => text.normalize('NFD').replace(/\p{Mn}/gu, ''),
	},
	latin: { words: UNKNOWN_LETTERS, of: (text) => text.replace(/[^\0-\xFF]/gu, '?') },
	ascii: { words: UNKNOWN_LETTERS, of: (text) => text.replace(/[^\0-\x7F]/gu, '?') },
	bare: { words: 'without spaces and signs', of: (text) => text.replace(/[\s()./-]/g, '') },
	digits: { words: 'with digits only', of: (text) => text.replace(/\D/g, '') },
	phone: {
		words: 'as the same phone number, with or without a country code',
		of: (text) => text,
		isKept: isSamePhone,
	},
	escaped: {
		words: 'with escaped signs, such as “&amp;”',
		of: (text) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!),
	},
	dayBefore: { words: 'as the day before', of: daysLater(-1) },
	dayAfter: { words: 'as the day after', of: daysLater(1) },
};

const FORM = /^([a-z]+):?(\d+)?(bytes)?$/i;

function shaped(form: string, text: string): string {
	const [, , count, bytes] = FORM.exec(form) ?? [];
	const whole = shapeOf(form).of(composed(text));
	if (count === undefined) return whole;
	return (bytes ? cutBytes(whole, Number(count)) : whole.slice(0, Number(count))).trimEnd();
}

function shapeOf(form: string): Shape {
	const [, name = ''] = FORM.exec(form) ?? [];
	return Object.hasOwn(SHAPES, name) ? SHAPES[name]! : SHAPES.same!;
}

function cutBytes(text: string, most: number): string {
	let bytes = 0;
	let end = 0;
	for (const sign of text) {
		bytes += Buffer.byteLength(sign);
		if (bytes > most) break;
		end += sign.length;
	}
	return text.slice(0, end);
}

function composed(text: string): string {
	return text.normalize('NFC');
}

/** Whether a value that was sent is kept as another one by a form. */
function fits(form: string, sent: JsonValue, kept: JsonValue): boolean {
	if (typeof sent !== 'string' || typeof kept !== 'string') return false;
	const text = form.includes(':') ? kept.trimEnd() : kept;
	return shaped(form, sent) === composed(text) || shapeOf(form).isKept?.(sent, kept) === true;
}

/** Whether a remembered form is one that there is. */
export function isForm(form: unknown): form is string {
	const name = typeof form === 'string' ? FORM.exec(form)?.[1] : undefined;
	return name !== undefined && Object.hasOwn(SHAPES, name);
}

/**
 * The smallest change that explains what came back.
 *
 * @param samples what was sent and what is kept instead
 * @param exact values that are kept as they are: one that a form would change speaks against it
 * @param exceptions of so many samples it need not be true
 */
export function formOf(
	samples: ReadonlyArray<readonly [sent: JsonValue, kept: JsonValue]>,
	exact: Iterable<JsonValue> = [],
	exceptions = 0,
): string | undefined {
	const texts = samples.map(([, kept]) => (typeof kept === 'string' ? kept : ''));
	if (texts.includes('')) return undefined;
	const length = Math.max(...texts.map((text) => text.length));
	const bytes = Math.max(...texts.map((text) => Buffer.byteLength(text)));
	const kept = [...exact].filter((value) => typeof value === 'string');
	const forms = Object.keys(SHAPES).flatMap((name) => [
		name,
		`${name}:${length}`,
		`${name}:${bytes}bytes`,
	]);
	return forms.find((form) => {
		let left = exceptions;
		return (
			samples.every(([sent, back]) => fits(form, sent, back) || left-- > 0) &&
			kept.every((value) => fits(form, value, value))
		);
	});
}

/** Types of values that a target either has or has not, or that name somebody. */
const PLAIN = new Set(['id', 'reference', 'flag', 'active', 'gender']);

/** Whether the values of a field can come back in another form. */
export function mayBeReshaped(field: string): boolean {
	return !PLAIN.has(typeOf(field));
}

/** What one user or group was sent and what is kept instead, without showing either. */
export function pairOf(targetId: string, { field, from: kept, to: sent }: FieldChange): string {
	const now = sameValue(field, kept, null) ? null : kept;
	const text = JSON.stringify([targetId, field, canonicalJson(sent), canonicalJson(now)]);
	return hash('sha256', text, 'base64url').slice(0, 16);
}

/**
 * Whether a value that differs is what the target makes of the wanted one.
 *
 * @param change from what the target has to what is wanted
 */
export function isKeptAs({ forms, pairs }: Kept, targetId: string, change: FieldChange): boolean {
	const { from, to } = change;
	return (
		forms.some((form) => fits(form, to, from)) ||
		(pairs.size > 0 && pairs.has(pairOf(targetId, change)))
	);
}

/** Whether a value that differs is one that was sent, and that the target did not take. */
export function wasNotTaken({ notTaken }: Kept, targetId: string, change: FieldChange): boolean {
	return notTaken !== undefined && notTaken.has(pairOf(targetId, change));
}

/** Whether a value came through that was known to be changed. */
export function refutes(kept: Kept, targetId: string, change: FieldChange): boolean {
	return (
		isKeptAs(kept, targetId, change) ||
		kept.forms.some((form) => typeof change.to === 'string' && !fits(form, change.to, change.to))
	);
}

/** How values are kept, for people to read; empty where there is no rule. */
export function formsInWords(forms: readonly string[]): string[] {
	return forms.map((form) => {
		const [, name = '', count, bytes] = FORM.exec(form) ?? [];
		const cut = count === undefined ? [] : [`cut at ${count} ${bytes ? 'bytes' : 'characters'}`];
		return [SHAPES[name]?.words ?? '', ...cut].filter(Boolean).join(', ');
	});
}

/** Whether a value that was to be emptied, or changed, is kept in another form than it was sent. */
export function isReshaped({ field, to }: FieldChange, now: JsonValue): boolean {
	return mayBeReshaped(field) && !sameValue(field, now, to) && !sameValue(field, now, null);
}
