import { markdownTable, measuredOn, type Measurement } from '../figures/measurement';

/** What a run of the test gave. Times in seconds, from the schedule until the last run has ended. */
export interface QueueFigures {
	customers: number;
	people: number;
	workers: number;
	concurrency: number;
	first: number;
	unchanged: number;
	unchangedByOne: number;
	overview: number;
	/** From the death of a worker until n8n ends its runs as failed. */
	givenUp: number;
	/** In MB. */
	memory: number;
	redis: Trouble;
	/** `null` where no disk could be filled. */
	disk: Trouble | null;
}

/** What was seen when a database failed for a while amid the writes. */
export interface Trouble {
	/** How long, in seconds. */
	lasted: number;
	/** Processes that ended by themselves, and were started again. */
	ended: string[];
	/** How many runs of that night had which status in n8n's list afterwards. */
	statuses: Record<string, number>;
	/** Customers whose tenant was as wanted before the next night. */
	right: number;
}

/** The section of docs/sizing.md. */
export function queueSection({ stamp, figures }: Measurement<QueueFigures>): string {
	const { customers, people, workers, concurrency, redis, disk } = figures;
	const seconds = (value: number) => `${Math.round(value)} s`;
	return [
		`${customers} customers of ${people} people each, every system 40 ms away, ${workers} workers with \`--concurrency=${concurrency}\`; n8n, both databases and the stand-ins on one machine. Times are from the moment that the schedules fire until the last run has ended. ${measuredOn(stamp)}`,
		markdownTable(
			['', 'Measured'],
			[
				[`First load of all ${customers}, two workers`, seconds(figures.first)],
				['Nothing changed, two workers', seconds(figures.unchanged)],
				['Nothing changed, one worker', seconds(figures.unchangedByOne)],
				['The overview workflow, one customer after another', seconds(figures.overview)],
				['Most memory of one worker', `${figures.memory} MB`],
				['A dead worker’s runs end as failed after', seconds(figures.givenUp)],
			],
			[false, true],
		),
		troubleIn('Redis was away', redis, customers),
		disk === null
			? 'A full disk was not tried: it needs root on Linux.'
			: troubleIn('The disk of the database was full', disk, customers),
		'After each of them, the next night did the rest: every tenant held its own people, groups and managers, nobody was there twice, and a further night wrote nothing.',
	].join('\n\n');
}

function troubleIn(what: string, trouble: Trouble, customers: number): string {
	const { lasted, ended, statuses, right } = trouble;
	const runs = Object.entries(statuses)
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([status, count]) => `${count} ${status}`);
	const died = ended.length === 0 ? 'No process ended by itself' : `${ended.join(', ')} ended`;
	return `${what} for ${Math.round(lasted)} seconds amid the writes of a night. ${died}. In n8n’s list, the runs of that night were: ${runs.join(', ')}. ${right} of ${customers} tenants were as wanted before the next night.`;
}
