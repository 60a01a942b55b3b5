import type { Measured } from '../session';
import type { BenchTable } from '../table';

/** Where the time of an unchanged run goes. */
export function profileTable(people: number, { profile = {} }: Measured): BenchTable {
	const places = Object.entries(profile).sort(([, a], [, b]) => b - a);
	const total = places.reduce((sum, [, seconds]) => sum + seconds, 0);
	return {
		id: 'profile',
		title: 'Where the time goes',
		about: `One unchanged run at ${people.toLocaleString('en-US')} people under V8’s sampling profiler, which itself costs some time. What is at work at each moment, by where its code lies; what V8 does for it, such as parsing JSON, counts for whoever asked.`,
		columns: [{ name: 'What' }, { name: 'Time', unit: 's' }, { name: 'Share', unit: '%' }],
		rows: places.map(([place, seconds]) => [place, seconds, (100 * seconds) / total]),
		targets: [],
	};
}
