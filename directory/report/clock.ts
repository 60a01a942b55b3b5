import { dayIn } from '../common/calendar';

/** A moment as the report writes it; an unknown time zone counts as UTC. */
export function clock(
	moment: Date,
	timeZone: string,
): { date: string; time: string; timeZone: string } {
	const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
	const date = dayIn(zone, moment);
	const time = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	}).format(moment);
	return { date, time: `${date} ${time}`, timeZone: zone };
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return name !== '';
	} catch {
		return false;
	}
}
