import { dataFile, FIGURE_NAMES, FIGURES, pageOf, plain } from '../figures/pages';
import { added, tallyOf } from '../faults/figures';
import { emptyResult } from '../faults/run';
import type { Measurement } from '../figures/measurement';
import { fileExists, readJson, readText } from '../support/files';

const measurementOf = (file: string) =>
	fileExists(file) ? readJson<Measurement<unknown>>(file) : null;

describe.each(FIGURE_NAMES)('the figures of %s', (name) => {
	const measured = measurementOf(dataFile(name));

	test.each(Object.keys(FIGURES[name]))(
		'%s results from the data file (else: npm run figures -- --write)',
		(page) => {
			const text = readText(page);
			expect(plain(text)).toBe(plain(pageOf(name, page, measured, text)));
		},
	);

	test('every measured page says the commit, the source and the date', () => {
		for (const page of measured === null ? [] : Object.keys(FIGURES[name])) {
			if (page === 'docs/sizing.md') continue;
			const { date, commit, sources } = measured!.stamp;
			const text = readText(page);
			expect(text).toContain(date);
			expect(text).toContain(commit === null ? 'commit not noted' : commit.slice(0, 10));
			expect(text).toContain(sources?.slice(0, 12) ?? '');
		}
		expect(Object.keys(FIGURES[name]).length).toBeGreaterThan(0);
	});
});

test('one other digit in a data file makes another page', () => {
	const page = 'docs/reliability.md';
	const file = readText(dataFile('reliability'));
	const other = JSON.parse(file.replace(/"requests": (\d)/, '"requests": 3$1')) as never;
	const text = readText(page);
	expect(plain(pageOf('reliability', page, other, text))).not.toBe(plain(text));
});

test('the parts of a measurement add up to the whole', () => {
	const result = {
		...emptyResult(1, 'nights'),
		tenant: 'no PATCH',
		nights: 12,
		atOnce: 2,
		faults: new Map([['status 400', 2]]),
		requests: 30,
		endedEarly: 1,
		refusedReads: 1,
		duplicates: ['a'],
		differences: ['b', 'c'],
		silent: ['d', 'e'],
	};
	const other = { ...result, seed: 2, kind: 'day' as const, tenant: null, nights: 0, requests: 12 };
	const sum = added([tallyOf([result], 41), tallyOf([other], 41)]);
	expect(sum).toMatchObject({
		schedules: { day: 1, engine: 0, nights: 1 },
		tenants: ['no PATCH'],
		nights: 12,
		atOnce: 4,
		changes: 41,
		requests: 42,
		endedEarly: 2,
		duplicates: 2,
		wrongRemovals: 0,
		differences: 2,
		silent: 4,
	});
	expect(sum.faults['status 400']).toBe(4);
	expect(sum).toEqual(tallyOf([result, other], 41));
});

test('a release refuses pages that are older than the code', () => {
	expect(readText('.github/workflows/release.yml')).toContain('run: npm run figures -- --check');
	expect(readText('.ci/run')).toContain('npm run figures -- --check');
});
