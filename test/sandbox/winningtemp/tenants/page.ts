import { measuredOn, type Measurement } from '../../../figures/measurement';
import { OTHER_SERVERS } from '../../otherServers';
import { TENANTS, type Difference, type TenantProfile, type Verdict } from './index';

/** A difference in the words of the page. */
const WORDS: Record<Difference, string> = {
	people: 'people',
	username: 'username',
	email: 'e-mail address',
	name: 'last name',
	status: 'active or not',
	manager: 'manager',
	gender: 'gender',
	birthday: 'birthday',
	surveys: 'exclusion from surveys',
	membership: 'group of a person',
	groups: 'groups',
	groupName: 'name of a group',
	parent: 'parent group',
	groupManager: 'group manager',
	externalId: 'External ID',
	phone: 'phone number',
};

const HEADINGS: Record<Verdict, readonly [heading: string, intro: string]> = {
	works: [
		'Works',
		'The tenant holds what HR says after every night, without a remark, since nobody has anything to do.',
	],
	worksWithRemark: [
		'Works, with a remark',
		'The run says what is different, in the words quoted here, and says it once for a field. Everything else is as HR says.',
	],
	stopsWithMessage: [
		'Stops with a message',
		'The run ends before it writes, or nothing of it is taken. The message says why.',
	],
};

/** The tests of all kinds, as they were last run for the figures. */
export interface TenantsFigures {
	passed: number;
	failed: number;
}

/** docs/tenants.md: what the tests have shown of each kind of tenant. @param measured `null`: not yet */
export function tenantsPage(measured: Measurement<TenantsFigures> | null): string {
	const pending = TENANTS.filter((one) => one.pending !== undefined);
	const sections = (Object.keys(HEADINGS) as Verdict[]).map((verdict) => {
		const [heading, intro] = HEADINGS[verdict];
		const rows = TENANTS.filter((one) => one.expected === verdict && one.pending === undefined);
		return `## ${heading}\n\n${intro}\n\n${table(rows, verdict)}`;
	});
	return `${[
		'# Kinds of SCIM tenants',
		`SCIM leaves much open, and servers differ. The tests run the main template against ${TENANTS.length} kinds of tenants, eleven nights each: a first load, three nights without a change, a rename of a person and a group, a move and a cleared value, two people who swap usernames, a leaver, a night without a change, the leaver back, and a last night without a change. After every night they compare what the tenant holds with what HR says. Nights without a change plan nothing and write nothing.`,
		`${pending.length > 0 ? 'Apart from those under _Not yet_, no' : 'No'} kind ends silently wrong: where the tenant holds something else than HR, a remark names it.`,
		'The kinds are in `test/sandbox/winningtemp/tenants/`, the nights in `test/workflow/tenants/`. `npm run tenants` writes this page. A test fails if it is not up to date, another if a row is not what the run gives.',
		...(measured === null ? [] : [testsOf(measured)]),
		...sections,
		`## Servers that others maintain\n\nThese run as processes of their own, through the same nights.\n\n${table(OTHER_SERVERS, 'worksWithRemark')}`,
		...(pending.length > 0 ? [`## Not yet\n\n${table(pending, 'pending')}`] : []),
	].join('\n\n')}\n`;
}

function testsOf({ stamp, figures: { passed, failed } }: Measurement<TenantsFigures>): string {
	return `Tests of tenants that passed: ${passed}; that failed: ${failed}. ${measuredOn(stamp)}`;
}

function table(rows: readonly TenantProfile[], column: Verdict | 'pending'): string {
	const last = { works: [], worksWithRemark: ['Remark', 'Differs'], stopsWithMessage: ['Message'] };
	const heads = ['Tenant', 'What is peculiar', 'Stands for'];
	const more = column === 'pending' ? ['Missing'] : last[column];
	const lines = rows.map((row) => [row.name, row.quirk, row.standsFor, ...cells(row, column)]);
	return [[...heads, ...more], [...heads, ...more].map(() => '---'), ...lines]
		.map((cellsOfLine) => `| ${cellsOfLine.join(' | ')} |`)
		.join('\n');
}

function cells(row: TenantProfile, column: Verdict | 'pending'): string[] {
	const { remarks = [], differs = [], repeats, pending } = row;
	if (pending !== undefined)
		return [`not yet: ${pending}`, ''].slice(0, column === 'pending' ? 1 : 2);
	if (column === 'works') return [];
	const quoted = `${remarks.map((text) => `“…${text}…”`).join(', ')}${repeats ? '; tried again every night' : ''}`;
	if (column === 'stopsWithMessage') return [quoted];
	return [quoted, differs.map((word) => WORDS[word]).join(', ') || 'nothing'];
}
