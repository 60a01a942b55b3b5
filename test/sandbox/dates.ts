const DAY = 24 * 60 * 60 * 1000;

/** The day that lies `days` after (or before) a `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
	return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

export function dayBefore(date: string): string {
	return addDays(date, -1);
}

/** `addDays` from one date, for many days: each is worked out once. */
export function calendarFrom(date: string): (days: number) => string {
	const known = new Map<number, string>();
	return (days) => {
		let day = known.get(days);
		if (day === undefined) {
			day = addDays(date, days);
			known.set(days, day);
		}
		return day;
	};
}
