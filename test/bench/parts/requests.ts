import { target, type PromiseId } from '../promises';
import type { Measured, Scenario } from '../session';
import type { BenchTable } from '../table';
import { reads, SCENARIO_WORDS, writes } from './template';

/** The discovery endpoints of SCIM are no part of the least: a client might know the tenant. */
const DISCOVERY = /\/(ServiceProviderConfig|Schemas|ResourceTypes)$/;

export interface RequestsRun {
	scenario: Scenario;
	measured: Measured;
}

const PROMISE_OF: Record<Scenario, PromiseId> = {
	firstLoad: 'moreFirstLoad',
	firstLoadBulk: 'moreFirstLoad',
	unchanged: 'moreUnchanged',
	onePercent: 'moreOnePercent',
	renamedDepartment: 'moreRenamedDepartment',
	swappedUsernames: 'moreSwappedUsernames',
};

/** Requests that were sent, to the least that could have been. */
export function requestsTable(people: number, runs: readonly RequestsRun[]): BenchTable {
	const rows = runs.map(({ scenario, measured }) => {
		const { requests, recordsChanged } = measured;
		const leastReads = distinctPages(measured);
		const leastWrites = recordsChanged + (scenario === 'swappedUsernames' ? 1 : 0);
		const sent = requests.length;
		const least = leastReads + leastWrites;
		return { scenario, sent, least, leastReads, leastWrites, requests };
	});
	return {
		id: 'requests',
		title: 'Requests to the least possible',
		about: `The template at ${people.toLocaleString('en-US')} people, without bulk requests. The least is every page that holds something once, in the largest pages that the systems give (1,000 in Flex, 200 in Winningtemp; a list without pages is one), the list of companies, and one write for every user and group that is another one afterwards. Two who swap usernames need a third write, since a username may never be there twice. The three requests that ask what a tenant can do are not part of the least, so they count among the five that the template may need on top.`,
		columns: [
			{ name: 'Run' },
			{ name: 'Least reads', unit: 'requests' },
			{ name: 'Reads', unit: 'requests' },
			{ name: 'Least writes', unit: 'requests' },
			{ name: 'Writes', unit: 'requests' },
			{ name: 'More than the least', unit: 'requests' },
		],
		rows: rows.map(({ scenario, requests, leastReads, leastWrites, sent, least }) => [
			SCENARIO_WORDS[scenario],
			leastReads,
			reads(requests, 'flex') + reads(requests, 'winningtemp'),
			leastWrites,
			writes(requests),
			sent - least,
		]),
		targets: rows.map(({ scenario, sent, least }) => target(PROMISE_OF[scenario], sent - least)),
	};
}

/**
 * Pages of lists, each once. A further page of a list that has no pages, by which the reader makes
 * sure that it has none, is not needed; nor is a single record that is read again.
 */
export function distinctPages({ requests }: Pick<Measured, 'requests'>): number {
	const pages = new Set<string>();
	for (const { method, url } of requests) {
		const [path = '', search = ''] = url.split('?');
		if (method !== 'GET' || DISCOVERY.test(path)) continue;
		const isBare = /\/(accounts|accountdistributions|employmenttypes)$/.test(path);
		const isFurther = Number(new URLSearchParams(search).get('pageIndex') ?? 0) > 0;
		const isSingle = /\/(Users|Groups)\/[^/]+$/.test(path);
		if (!(isBare && isFurther) && !isSingle) pages.add(url);
	}
	return pages.size;
}
