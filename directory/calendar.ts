const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a day that exists, as `YYYY-MM-DD`: 2024-02-29 is one, 2023-02-29 is not. */
export function isDay(text: string): boolean {
	const match = DATE.exec(text);
	if (!match) return false;
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
	if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
	return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * The day that it is somewhere, as `YYYY-MM-DD`.
 *
 * @param timeZone IANA name, e.g. `Europe/Stockholm`
 */
export function dayIn(timeZone: string, moment: Date): string {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'gregory',
		numberingSystem: 'latn',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	}).formatToParts(moment);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}
