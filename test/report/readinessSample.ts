import { recommendLevels } from '../../directory/readiness/levels';
import type { ReadinessInput } from '../../directory/readiness';
import {
	findingOf,
	type Concerned,
	type HrCheck,
	type TargetCheck,
	type Weight,
} from '../../directory/readiness/model';
import { told } from '../../directory/readiness/told';
import { text } from '../../directory/report/columns';
import { invented, sampleInput } from './sample';

/** A readiness page about invented people, with awkward texts in it, for tests and for the eye. */

const AWKWARD = '<script>alert(1)</script> & "Ångström" O’Neil ' + 'ö'.repeat(40);

function people(from: number, count: number, note: string): Concerned[] {
	return Array.from({ length: count }, (_, i) => ({
		name: invented(from + i).name,
		id: String(1000 + from + i),
		note,
	}));
}

function found(
	code: string,
	weight: Weight,
	[en, sv]: [string, string],
	concerns: Concerned[] = [],
) {
	const words = told({
		title: text(en, sv),
		advice: text('Correct it, or leave it as it is.', 'Rätta det, eller lämna det som det är.'),
	});
	return findingOf({ code, weight, owner: 'hr' as const, ...words }, concerns);
}

export const HR_SAMPLE: HrCheck = {
	check: 'hr',
	address: 'https://hr.example/webapi/api',
	logIn: { form: 'Basic', chosen: 'Automatic' },
	date: '2026-02-03',
	pageSize: { asked: 1000, given: 100 },
	resources: [
		{
			resource: 'employees',
			access: 'permitted',
			...told({ without: text('Nobody can be read.', 'Ingen kan läsas.') }),
			companies: [],
		},
		{
			resource: 'employmentperiods',
			access: 'refused',
			...told({
				without: text(
					'Nobody knows who is employed, so a run stops.',
					'Det går inte att veta vilka som är anställda, så en körning avbryts.',
				),
			}),
			companies: ['Norrsken AB'],
		},
	],
	companies: [{ name: 'Norrsken AB', id: 'c-1', listed: 12_345, employed: 11_002 }],
	dimensions: recommendLevels([
		{ name: 'Office', values: [...'aaaaaabbbbbb'] },
		{ name: AWKWARD, values: [...'111222333444'] },
	]).map((one) => ({ ...one, share: 100 })),
	recommendedLevels: ['Office', AWKWARD],
	employmentTypes: [{ name: 'Employee', people: 10_990 }],
	employmentForms: [{ name: 'Permanent', people: 9000 }],
	findings: [
		found(
			'withoutManager',
			'know',
			['1 person has no manager', '1 medarbetare saknar chef'],
			people(0, 1, 'Norrsken AB'),
		),
		found(
			'withoutEmail',
			'people',
			['30 people have no address', '30 medarbetare saknar adress'],
			people(1, 30, 'Norrsken AB'),
		),
		found('noAccess', 'start', [
			'The API user may not read the resource employmentperiods',
			'API-användaren får inte läsa resursen employmentperiods',
		]),
		found('sharedEmail', 'decide', [AWKWARD, AWKWARD], [{ name: AWKWARD, id: '7', note: AWKWARD }]),
	],
};

export const TARGET_SAMPLE: TargetCheck = {
	check: 'target',
	address: 'https://target.example/scim',
	supports: { groups: true, patch: true, bulk: false, filter: true, pageSize: null },
	skipped: ['birthday', 'parent group of groups'],
	sv: { skipped: ['födelsedag', 'gruppernas grupp ovanför'] },
	users: { total: 40, withExternalId: 30, withoutExternalId: 10, active: 38, administrators: 1 },
	groups: { total: 3, withExternalId: 1, withoutExternalId: 2 },
	findings: [],
};

export function readinessInput(changes: Partial<ReadinessInput> = {}): ReadinessInput {
	return {
		...sampleInput(),
		checks: [TARGET_SAMPLE, HR_SAMPLE],
		failures: [],
		hr: 'Hrsystem',
		owners: {
			hr: 'HR',
			hrSystem: 'HR system administrator',
			target: 'Target support',
			consultant: 'Consultant',
		},
		...changes,
	};
}
