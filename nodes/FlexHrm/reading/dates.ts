import { isDay } from '../../../directory/common/calendar';
import { UserError } from '../../../directory/model/userError';

const DATE = /^\d{4}-\d{2}-\d{2}/;

/** Whether something begins like a date, whether or not there is such a day. */
export function isShapedAsDate(value: unknown): boolean {
	return typeof value === 'string' && DATE.test(value);
}

/**
 * The date of a date and time as Flex sends it: its first ten characters, no time zone involved.
 * `null` for anything else, and for a day that does not exist.
 */
export function dateOf(value: unknown): string | null {
	const day = typeof value === 'string' ? value.slice(0, 'YYYY-MM-DD'.length) : '';
	return isDay(day) ? day : null;
}

/** As `dateOf`, but what is not a date stays what it is, for others to judge. */
export function withoutTime(value: unknown): unknown {
	return dateOf(value) ?? value;
}

/**
 * A date that a person or an expression gave: text beginning with `YYYY-MM-DD`, or n8n's DateTime.
 *
 * @returns `null` where nothing was given
 */
export function givenDate(value: unknown, parameter: string): string | null {
	const text = givenText(value);
	if (text === '') return null;
	const date = text.slice(0, 10);
	if (!isDay(date)) {
		throw new UserError(
			`${parameter} is not a date`,
			'Give a day as year, month and day, e.g. 2026-01-31, or leave the field empty.',
			'input',
		);
	}
	return date;
}

/**
 * A moment that a person or an expression gave, as Flex writes moments: `YYYY-MM-DDTHH:MM:SS`
 * without offset, the clock time as it was given.
 */
export function givenMoment(value: unknown, parameter: string): string | null {
	const date = givenDate(value, parameter);
	if (date === null) return null;
	const time =
		/^T?[ ]?(\d{2}:\d{2}(?::\d{2})?)/.exec(givenText(value).slice(10))?.[1] ?? '00:00:00';
	return `${date}T${time.length === 5 ? `${time}:00` : time}`;
}

function givenText(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'object' && 'toISO' in value && typeof value.toISO === 'function') {
		return String(value.toISO());
	}
	if (value instanceof Date) return value.toISOString();
	return String(value).trim();
}
