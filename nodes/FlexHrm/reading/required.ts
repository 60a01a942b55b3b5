import { dateOf, isShapedAsDate } from './dates';
import { unknownForm } from './page';
import { EMPTY_DATE, possibleDays, type Days } from './periods';
import { idKey, textOf } from './row';

/**
 * What a joined list cannot do without. A record that is skipped because it is not understood looks
 * like somebody who has left or belongs nowhere, so that it is an error instead.
 */

/**
 * An id as it is compared.
 *
 * @param name of the field, for people
 * @param what names the list to people
 * @throws UserError `unknownForm` where there is none
 */
export function requiredId(value: unknown, name: string, what: string): string {
	const id = idKey(value);
	if (id === null) throw unknownForm(what, `A record has no ${name}.`);
	return id;
}

/** As `requiredId`, of a field that may be empty or absent. */
export function optionalId(value: unknown, name: string, what: string): string | null {
	return isEmpty(value) ? null : requiredId(value, name, what);
}

/** A text or number; `null` where the field is empty or absent. @throws UserError `unknownForm` */
export function optionalText(value: unknown, name: string, what: string): string | null {
	const text = textOf(value);
	if (text === null && !isEmpty(value))
		throw unknownForm(what, `The ${name} of a record is no text.`);
	return text;
}

/**
 * As `periodDays`, and a date that is there must look like one. A day that does not exist, such as
 * 30 February, counts as none.
 *
 * @throws UserError `unknownForm`
 */
export function requiredDays(
	fields: { FromDate?: unknown; ToDate?: unknown; TomDate?: unknown },
	what: string,
): Days {
	const day = (value: unknown, name: string): string | null => {
		const date = dateOf(value);
		if (date !== null || isEmpty(value)) return date;
		if (isShapedAsDate(value)) return EMPTY_DATE;
		throw unknownForm(what, `The ${name} of a record is no date.`);
	};
	const [to, tom] = [day(fields.ToDate, 'ToDate'), day(fields.TomDate, 'TomDate')];
	return possibleDays(day(fields.FromDate, 'FromDate'), to ?? tom);
}

function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}
