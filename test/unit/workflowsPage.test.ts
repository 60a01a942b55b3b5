import { readColumns } from '../../directory/file';
import { WINNINGTEMP_FILES } from '../../nodes/Winningtemp/profile';
import { SyncReport } from '../../nodes/SyncReport/SyncReport.node';
import { readJson, readText } from '../support/files';
import type { WorkflowFile } from '../workflow/engine';

/** What workflows/README.md says of the templates, held to their files. */

const PAGE = readText('workflows/README.md');

function parametersOf(template: string, node: string): Record<string, unknown> {
	const { nodes } = readJson<WorkflowFile>(`workflows/${template}.json`);
	return nodes.find(({ name }) => name === node)!.parameters;
}

/** The rows of a table: the columns of a file, and what each holds. */
function tableOf(file: string): Array<[column: string, field: string]> {
	const [, rows = ''] =
		new RegExp(`\\| ${file} .*?\\n\\|[-| ]+\\n(.*?)\\n\\n`, 's').exec(PAGE) ?? [];
	return rows.split('\n').flatMap((row) => {
		const [columns = '', fields = ''] = row.split('|').slice(1);
		const named = [...fields.matchAll(/`([\w.]+)`/g)].map(([, field]) => field!);
		const names = columns.includes('(none') ? named.map(() => '') : columns.trim().split(', ');
		return named.map((field, i): [string, string] => [names[i]!, field]);
	});
}

const KINDS = [
	['users', 'userColumns', 'wt_users.csv', 12],
	['groups', 'groupColumns', 'wt_groups.csv', 4],
	['segments', 'segmentColumns', 'wt_segments.csv', 3],
] as const;

test.each(KINDS)(
	'the page has the columns of %s that the template has',
	(kind, name, file, count) => {
		const { [name]: lines } = parametersOf('flex-to-winningtemp-sftp', 'Read the rows');
		const named = tableOf(file).filter(([column]) => column !== '');
		expect(named.map((row) => row.join(' = '))).toEqual(String(lines).split('\n'));
		expect(named).toHaveLength(count);
		expect(String(lines)).toBe(WINNINGTEMP_FILES.columns[kind]);
	},
);

test('each field that the page has without a column can have one', () => {
	const added = (file: string) =>
		tableOf(file)
			.filter(([column]) => column === '')
			.map(([, field]) => `My ${field.replace('.', ' ')} = ${field}`);
	const users = added('wt_users.csv');
	expect(users).toHaveLength(7);
	const { columns } = WINNINGTEMP_FILES;
	const one = columns.users.replace('\nGroup External ID = groupExternalId', '');
	const groups = added('wt_groups.csv');
	expect(groups).toEqual(['My attributes NAME = attributes.NAME']);
	const read = readColumns(
		{ users: [one, ...users].join('\n'), groups: [columns.groups, ...groups].join('\n') },
		WINNINGTEMP_FILES,
	);
	expect(read.users.slice(-7).map(({ field }) => field)).toEqual([
		'groups',
		'role',
		'segments',
		'title',
		'phone',
		'active',
		'attributes.NAME',
	]);
});

test('the next 30 days: on Mondays at six, today above and the day in 30 days below', () => {
	const of = (node: string) => parametersOf('coming-30-days', node);
	expect(of('Every Monday at 06:00').rule).toEqual({
		interval: [{ field: 'weeks', triggerAtDay: [1], triggerAtHour: 6 }],
	});
	expect(of('Read employees for today')).not.toHaveProperty('onDate');
	expect(of('Read employees for the later day').onDate).toContain('$today.plus({ days: 30 })');
	expect(PAGE).toContain('It runs every Monday at 06:00');
	expect(PAGE).toContain('the day that is 30 days from now');
});

test('the history: of 90 days, unusual after 26 hours without a run and a day on hold', () => {
	const { filters } = parametersOf('history-of-runs', 'Read the runs');
	expect(JSON.stringify(filters)).toContain('$now.minus({ days: 90 })');
	const template = parametersOf('history-of-runs', 'Write the history');
	const hours = ['hoursWithoutRun', 'hoursHeld'].map((name) => {
		expect(template).not.toHaveProperty(name);
		return new SyncReport().description.properties.find((one) => one.name === name)!.default;
	});
	expect(hours).toEqual([26, 24]);
	expect(PAGE).toContain('Draws the runs of the last 90 days');
	expect(PAGE).toContain('no run for 26 hours');
});
