import type { INode } from 'n8n-workflow';
import { hire, leaveOn } from '../../sandbox/flex/changes';
import type { FlexModel } from '../../sandbox/flex/model';
import { FLEX_VARIANTS, variantOf, type FlexVariantName } from '../../sandbox/flex/variants';
import { generateDirectory } from '../../sandbox/people';
import { BUILD, DAY, FLEX, PLAN, Setting, type Outcome, type TemplateRun } from './setting';

/**
 * The main template against every way in which a customer's Flex may behave: the right people in
 * the right groups, or a stop with the right message, and nothing written.
 */

/** Name · manager · in surveys or not · group, of everybody who must be there. */
const EVERYBODY = [
	'Åsa Öberg · nobody · surveys · Stockholm',
	'Bo Ek · Åsa Öberg · surveys · Finance',
	'Cilla Dahl · Bo Ek · surveys · Payable',
	'David Fors · Bo Ek · no surveys · Payable',
	'Eva Gran · Åsa Öberg · surveys · Malmö',
	'Hans Jung · Eva Gran · surveys · Malmö',
].sort();

/** The same where Flex does not say who is external personnel. */
const NO_TYPES = EVERYBODY.map((line) => line.replace('no surveys', 'surveys'));
/** The same where Flex gives no managers. */
const NO_MANAGERS = EVERYBODY.map((line) => line.replace(/ · [^·]+ · /, ' · nobody · '));

type Expectation =
	| { people: readonly string[]; says?: RegExp; run?: TemplateRun }
	| { stops: [what: RegExp, todo: RegExp]; run?: TemplateRun };

/** A hint, where *Automatic* tried another form first. */
const CHOOSE_BASIC = /took the form Basic\. Choose it under Authentication/;
const RIGHTS = /Aktivera resursbehörigheter för API-anrop/;

const with_ = (node: string, parameters: INode['parameters']): TemplateRun => ({
	parameters: { [node]: parameters },
});

const EXPECTED: Record<FlexVariantName, Expectation> = {
	'log-in: standard form only': { people: EVERYBODY, says: CHOOSE_BASIC },
	'log-in: unencoded form only': { people: EVERYBODY },
	'log-in: standard form only, 400': { people: EVERYBODY, says: CHOOSE_BASIC },
	'log-in: unencoded form only, 400': { people: EVERYBODY },
	'log-in: a domain of its own': {
		people: EVERYBODY,
		run: { flexHrmApi: { domain: 'nordvik' } },
	},
	'page size: as asked': { people: EVERYBODY },
	'page size: clamped': { people: EVERYBODY },
	'page size: ignored if too large': { people: EVERYBODY },
	'page size: refused if too large': { people: EVERYBODY },
	'page size: ignored always': { people: EVERYBODY },
	'lists: all in envelopes': { people: EVERYBODY },
	'lists: all bare': { people: EVERYBODY },
	'employees: only those employed': { people: EVERYBODY },
	'field names: all in PascalCase': { people: EVERYBODY },
	'field names: all in camelCase': { people: EVERYBODY },
	'ids: in another letter case': { people: EVERYBODY },
	'type: by filter': { people: EVERYBODY },
	'type: filter ignored': { people: NO_TYPES, says: /both lists have the same people/ },
	'type: filter counts from one': { people: NO_TYPES, says: /lists nobody as an employee/ },
	'type: on employees, in Swedish': { people: EVERYBODY },
	'type: on employees, in English': { people: EVERYBODY },
	'type: on employees, a number': { people: EVERYBODY },
	'type: on periods, a number': { people: EVERYBODY },
	'forms: no list': { people: EVERYBODY },
	'dimensions: Name': { people: EVERYBODY },
	'dimensions: Description': { people: EVERYBODY },
	'dimensions: Code': { people: EVERYBODY },
	'dimensions: the five of every Flex, and the manager’s': {
		people: EVERYBODY,
		// The levels by default: none of the added dimensions may be one.
		run: with_(BUILD, { levels: [] }),
	},
	'home accounts: as intervals only': { people: EVERYBODY },
	'home accounts: as both': { people: EVERYBODY },
	'end dates: year 9999': { people: EVERYBODY },
	'end dates: year 1': { people: EVERYBODY, says: /the last day lies before the first/ },
	'managers: switched off': { people: NO_MANAGERS, says: /tick “Använd för närmaste chef”/ },
	'own fields: dates without value': {
		people: EVERYBODY,
		says: /own date fields without their values/,
		run: with_(FLEX, { include: ['employment', 'organization', 'ownFields'] }),
	},
	'encoding: Latin-1': { stops: [/is not in the character encoding/, /in UTF-8/] },
	'no right to employees: 401': {
		stops: [/refuses the API user access to the company .*status 401/, RIGHTS],
	},
	'no right to periods: 403': { stops: [/employment periods of the company .* be read/, RIGHTS] },
	'no right to periods: 400': { stops: [/employment periods of the company .* be read/, RIGHTS] },
	'no right to home accounts: 401': {
		stops: [/default accounts of employees .* be read \(status 401\)/, RIGHTS],
	},
	'no right to dimensions: 404': {
		stops: [/account distributions .* be read \(status 404\)/, RIGHTS],
	},
	'no right to companies: 403': { people: EVERYBODY },
	'hires under review': {
		people: EVERYBODY.filter((line) => !line.startsWith('Hans Jung')),
	},
};

let setting: Setting;

afterEach(async () => await setting?.close());

const all = Object.entries(EXPECTED) as Array<[FlexVariantName, Expectation]>;

test('every variant has an expectation', () => {
	expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(FLEX_VARIANTS).sort());
});

/** Everybody is listed in the own group, managers too, so that the places can be compared. */
function placed(run: TemplateRun = {}): TemplateRun {
	const parameters = { ...run.parameters, [PLAN]: { managersAreMembers: true } };
	return { ...run, parameters };
}

async function runWith(name: FlexVariantName) {
	const { options = {}, arrange } = variantOf(name);
	const model = company();
	arrange?.(model);
	setting = await Setting.start({ flex: { ...options, model } });
	return await setting.run(placed(EXPECTED[name].run));
}

test.each(all.flatMap(([name, one]) => ('stops' in one ? [[name, one] as const] : [])))(
	'%s: the run stops, and nothing is written',
	async (name, { stops: [what, todo] }) => {
		const outcome = await runWith(name);
		expect(outcome.run.lastNode).toBe(FLEX);
		expect(outcome.message).toMatch(what);
		expect(outcome.description).toMatch(todo);
		expect([outcome.writes, outcome.state.users]).toEqual([0, []]);
	},
);

test.each(all.flatMap(([name, one]) => ('people' in one ? [[name, one] as const] : [])))(
	'%s',
	async (name, { people, says = /^$/, run }) => {
		const outcome = await runWith(name);
		expect(outcome.failure).toBe('');
		expect(peopleIn(outcome)).toEqual(people);
		expect(outcome.run.hints(FLEX).join('\n')).toMatch(says);
		// Law 1: the same input again, and nothing to write.
		expect((await setting.run(placed(run))).writes).toBe(0);
	},
);

/** Eight employees, two of whom are not employed on the day. */
function company(): FlexModel {
	const model = generateDirectory({ people: 0, companies: 1, referenceDate: DAY });
	const add = (name: string, managerId: string | null, place: string[], more = {}) => {
		const [firstName, lastName] = name.split(' ') as [string, string];
		const emailWork = `${firstName}.${lastName}@nordvik.example`.normalize('NFD');
		const [Office, Department, Team] = place;
		return hire(model, {
			firstName,
			lastName,
			emailWork: emailWork.replace(/\p{M}/gu, ''),
			gender: 2,
			dateOfBirth: '1980-05-01',
			managerId,
			organization: {
				...(Office ? { Office } : {}),
				...(Department ? { Department } : {}),
				...(Team ? { Team } : {}),
			},
			from: '2010-01-01',
			...more,
		}).id;
	};
	const asa = add('Åsa Öberg', null, ['Stockholm']);
	const bo = add('Bo Ek', asa, ['Stockholm', 'Finance']);
	add('Cilla Dahl', bo, ['Stockholm', 'Finance', 'Payable']);
	const external = { employmentType: 'External Personnel' };
	add('David Fors', bo, ['Stockholm', 'Finance', 'Payable'], external);
	const eva = add('Eva Gran', asa, ['Malmö']);
	leaveOn(model, add('Filip Hed', eva, ['Malmö']), '2026-02-27');
	add('Gun Ivarsson', eva, ['Malmö'], { from: '2026-04-01' });
	add('Hans Jung', eva, ['Malmö']);
	return model;
}

function peopleIn({ state: { users, groups } }: Outcome): string[] {
	const byId = new Map(users.map((user) => [user.externalId, user]));
	const nameOf = (externalId: string | null) => {
		const user = byId.get(externalId);
		return user ? `${user.givenName} ${user.familyName}` : 'nobody';
	};
	const groupNames = new Map(groups.map((group) => [group.externalId, group.displayName]));
	return users
		.filter(({ active }) => active)
		.map(({ externalId, manager, excludeFromSurveys, groups: [group] }) => {
			const surveys = excludeFromSurveys === true ? 'no surveys' : 'surveys';
			return `${nameOf(externalId)} · ${nameOf(manager)} · ${surveys} · ${groupNames.get(group!)}`;
		})
		.sort();
}
