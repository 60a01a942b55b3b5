const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day that exists, as `YYYY-MM-DD`: 2024-02-29 is one, 2023-02-29 is not. */
export function isDay(text: string): boolean {
	if (!DATE.test(text)) return false;
	const year = Number(text.slice(0, 4));
	const month = Number(text.slice(5, 7));
	const day = Number(text.slice(8));
	const days = month === 2 && isLeapYear(year) ? 29 : (DAYS_OF_MONTHS[month - 1] ?? 0);
	return day >= 1 && day <= days;
}

/** How many days one day, `YYYY-MM-DD`, is after another; negative where it is before. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function isLeapYear(year: number): boolean {
	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** As most systems write it, without an offset from UTC. */
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const YEAR_FIRST =
	/^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|(\d\d)(\d\d))(?:[T ](\d\d):?(\d\d)[\d:.,]*(?:[ap]m)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Reads a day that is written in a way that can mean only one: the year first (`1980-02-03`,
 * `1980-2-3`, `1980/02/03`, `1980.02.03`, `19800203`), with or without a time of day.
 *
 * A time of day is cut off, and so is an offset from UTC: the date is that of the place where it was
 * written. A moment in UTC (`Z`) is the day on which it begins there or in `timeZone`; one that begins
 * neither and is not the same day in both is ambiguous.
 *
 * @param timeZone IANA name, e.g. `Europe/Stockholm`
 * @returns `YYYY-MM-DD`; `undefined` where it is no day, one that does not exist, or ambiguous
 */
export function readDay(text: string, timeZone: string): string | undefined {
	const date = DATE.test(text) ? text : ISO.test(text) ? text.slice(0, 'YYYY-MM-DD'.length) : '';
	if (date !== '') return isDay(date) ? date : undefined;
	const parts = YEAR_FIRST.exec(text);
	if (!parts) return undefined;
	const month = parts[2] ?? parts[4] ?? parts[6] ?? parts[8]!;
	const day = parts[3] ?? parts[5] ?? parts[7] ?? parts[9]!;
	const written = `${parts[1]!}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	if (!isDay(written)) return undefined;
	return parts[12]?.toUpperCase() === 'Z' ? dayOfMoment(new Date(text), timeZone) : written;
}

/**
 * The day that is meant by a moment, such as a date object: see `readDay`.
 *
 * @param timeZone IANA name
 */
export function dayOfMoment(moment: Date, timeZone: string): string | undefined {
	if (Number.isNaN(moment.getTime())) return undefined;
	const [day, time] = [moment.toISOString().slice(0, 10), moment.toISOString().slice(11, 19)];
	const local = partsIn(timeZone, moment);
	if (time === MIDNIGHT) return day;
	return local.time === MIDNIGHT || local.day === day ? local.day : undefined;
}

const MIDNIGHT = '00:00:00';

/**
 * The day that it is somewhere, as `YYYY-MM-DD`.
 *
 * @param timeZone IANA name, e.g. `Europe/Stockholm`
 */
export function dayIn(timeZone: string, moment: Date): string {
	return partsIn(timeZone, moment).day;
}

/** Making one takes longer than reading thousands of days with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
	let format = formats.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone,
			calendar: 'gregory',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
		formats.set(timeZone, format);
	}
	return format;
}

function partsIn(timeZone: string, moment: Date): { day: string; time: string } {
	const parts = new Map<string, string>();
	for (const { type, value } of formatIn(timeZone).formatToParts(moment)) parts.set(type, value);
	const part = (type: string) => parts.get(type) ?? '';
	return {
		day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
		time: `${part('hour')}:${part('minute')}:${part('second')}`,
	};
}
