import type { IDataObject } from 'n8n-workflow';
import { dayBefore } from '../../sandbox/dates';
import {
	changeEmail,
	changeEmploymentType,
	changeManager,
	changeSurname,
	employedOn,
	employeeById,
	hire,
	leaveOn,
	moveDepartment,
	organizationOn,
	rehire,
	rotateEmails,
	setOrganization,
	swapEmails,
	type Organization,
} from '../../sandbox/flex/changes';
import type { FlexEmployee, FlexModel } from '../../sandbox/flex/model';
import { createRandom } from '../../sandbox/random';
import type { GroupState, TenantState, UserState } from '../../sandbox/winningtemp/state';
import { activeOnly, byPath, wantedState } from './expectation';
import {
	APPLY,
	BUILD,
	DAY,
	inShort,
	MAP,
	missingIn,
	PLAN,
	Setting,
	type Outcome,
	type TemplateRun,
} from './setting';

/**
 * The hard cases by their numbers, each through the shipped template: something happens in Flex
 * (or by hand in Winningtemp), the template runs, and the stand-in's log says what was written.
 */

let setting: Setting;

afterEach(async () => await setting.close());

const YESTERDAY = dayBefore(DAY);

/** A loaded tenant and the model of Flex behind it. */
async function loaded(): Promise<FlexModel> {
	setting = await Setting.loaded();
	return setting.model;
}

/** A small loaded tenant, and what a run does to it after something has happened in Flex. */
async function small(change: (model: FlexModel) => void = () => undefined): Promise<Outcome> {
	setting = await Setting.loaded({ people: 30, companies: 1 });
	change(setting.model);
	return await setting.sync();
}

/** Active people with an e-mail whom nobody reports to, in a stable order. */
function ordinary(model: FlexModel): FlexEmployee[] {
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	return employedOn(model, DAY).filter(
		({ id, emailWork }) => emailWork !== null && !leaders.has(id),
	);
}

function employed(model: FlexModel, where: Organization): FlexEmployee[] {
	return employedOn(model, DAY).filter(({ id }) => {
		const at = organizationOn(model, id, DAY);
		return Object.entries(where).every(
			([dimension, value]) => (at[dimension as keyof Organization] ?? null) === value,
		);
	});
}

/** People at a place, invented. */
function hireSome(model: FlexModel, count: number, organization: Organization): FlexEmployee[] {
	const office = Object.values(organization)
		.join('.')
		.toLowerCase()
		.replace(/[^a-z.]/g, '');
	return Array.from({ length: count }, (_, i) =>
		hire(model, {
			firstName: 'Ebba',
			lastName: `${NAMES[i % NAMES.length]} ${Math.floor(i / NAMES.length) + 1}`,
			emailWork: `${office}.${i}@nordvik.example`,
			gender: 2,
			dateOfBirth: `19${60 + (i % 40)}-05-17`,
			organization,
		}),
	);
}

const NAMES = ['Alm', 'Bok', 'Cederlöf', 'Dunge', 'Ek', 'Fur', 'Gran', 'Hägg', 'Ide', 'Järnek'];

const userOf = ({ users }: TenantState, { id }: Pick<FlexEmployee, 'id'>): UserState | undefined =>
	users.find(({ externalId }) => externalId === id);

/** The group with these names from the top down. */
function groupAt({ groups }: TenantState, ...path: string[]): GroupState | undefined {
	let found: GroupState | undefined;
	for (const name of path) {
		const above: string | null = found?.externalId ?? null;
		found = groups.find(
			({ displayName, parentExternalId, externalId }) =>
				externalId !== null && displayName === name && parentExternalId === above,
		);
		if (!found) return undefined;
	}
	return found;
}

const messages = ({ issues }: Outcome, code: string) =>
	issues.filter((issue) => issue.code === code).map(({ message }) => message);

/** The next run has nothing to do. */
async function settled(run: TemplateRun = {}): Promise<void> {
	const { writes, held } = await setting.sync(run);
	expect({ writes, held: held.length }).toEqual({ writes: 0, held: 0 });
}

function expectAsInFlex({ state }: Outcome): void {
	expect(activeOnly(byPath(state))).toEqual(wantedState(setting.model, DAY));
}

describe('leavers, and reads that are not whole', () => {
	test('case 1: a spike of leavers is held, all else proceeds', async () => {
		const model = await loaded();
		const people = ordinary(model);
		for (const { id } of people.slice(0, 12)) leaveOn(model, id, YESTERDAY);
		const renamed = people[20]!;
		changeSurname(model, renamed.id, 'Nygift');
		const [joiner] = hireSome(model, 1, organizationOn(model, people[21]!.id, DAY));

		const outcome = await setting.sync();
		const groups = outcome.changes.filter(({ kind }) => kind === 'group');
		// A new manager of a group is no member of it, and the former one is.
		const isOfManager = ({ needs = [] }: (typeof groups)[number]) =>
			groups.some(({ order }) => needs.includes(order));
		const others = outcome.changes.filter(({ kind }) => kind === 'user');
		const users = others.filter((one) => !isOfManager(one));
		const managers = others.filter(isOfManager);
		for (const change of inShort(managers)) expect(change).toMatch(/: groupExternalId$/);
		const groupsOfManagers = new Set(
			managers.map(({ changes: [change] }) => change!.from ?? change!.to),
		);
		expect(inShort(users)).toEqual([
			`create user ${joiner!.firstName} ${joiner!.lastName}`,
			`update user ${renamed.firstName} Nygift: lastName`,
		]);
		// A group follows the people whom HR has in it, and so may its manager.
		for (const change of inShort(groups)) expect(change).toMatch(/^update .*: managerExternalId$/);
		const removals = outcome.held.filter(({ action }) => action === 'deactivate');
		expect(removals.map(({ externalId }) => externalId).sort()).toEqual(
			people
				.slice(0, 12)
				.map(({ id }) => id)
				.sort(),
		);
		for (const { guard } of removals) expect(guard).toMatchObject({ name: 'removals', actual: 12 });
		expect(outcome.state.users.every(({ active }) => active)).toBe(true);
		expect(outcome.writesByKind).toEqual({
			'POST Users': 1,
			'PATCH Users': 1,
			'PATCH Groups': 1 + groups.length + groupsOfManagers.size,
		});
		expect(missingIn(outcome.html, outcome.summary!.planId)).toEqual([]);
	});

	test('case 2: no employees, and a company that is refused, are errors of their own, before anything is written', async () => {
		const model = await loaded();
		const before = setting.winningtemp.state();
		const [, second] = model.companies;
		setting.flex.deniedCompanies = [second!.id];
		const refused = await setting.run();
		setting.flex.deniedCompanies = [];
		model.employees = [];
		const empty = await setting.run();

		expect(refused.failure).toMatch(/^Read employees from Flex: Flex refuses the API user access/);
		expect(empty.failure).toMatch(/^Read employees from Flex: Flex lists no employees/);
		for (const { writes, state, run, description } of [refused, empty]) {
			expect([writes, state]).toEqual([0, before]);
			expect(run.timesRun(APPLY)).toBe(0);
			expect(description).toMatch(/Nothing was passed on/);
		}
	});

	test('case A3: everybody excluded from surveys, and last names from another field, are held', async () => {
		await loaded();
		const before = setting.winningtemp.state();
		const wrong = { excludeFromSurveys: '={{ true }}', lastName: 'EmploymentType' };
		const { held, changes, state } = await setting.run({ parameters: { [MAP]: wrong } });
		expect(changes).toEqual([]);
		expect(state).toEqual(before);
		const fields = held.flatMap((change) => change.changes.map(({ field }) => field));
		expect(new Set(fields)).toEqual(new Set(['excludeFromSurveys', 'lastName']));
	});

	test('case 16: no work e-mail: skipped and named, nothing removed; another field may be mapped', async () => {
		const model = await loaded();
		const [without] = ordinary(model);
		const before = setting.winningtemp.state();
		changeEmail(model, without!.id, null);
		const outcome = await setting.sync();
		expect([outcome.writes, outcome.state]).toEqual([0, before]);
		expect(messages(outcome, 'missingUsername')).toContainEqual(
			expect.stringContaining(`${without!.firstName} ${without!.lastName} is not synchronised`),
		);

		const mapped = await setting.run({
			parameters: {
				[MAP]: {
					username: "={{ $json.EmailWork ?? $json.EmploymentNumber + '@nordvik.example' }}",
				},
			},
			dryRun: true,
		});
		expect(mapped.message).toBe('');
		expect(messages(mapped, 'missingUsername')).toEqual([]);
		expect(
			[...mapped.changes, ...mapped.held].find(({ externalId }) => externalId === without!.id),
		).toMatchObject({
			changes: expect.arrayContaining([
				expect.objectContaining({
					field: 'username',
					to: `${without!.employmentNumber}@nordvik.example`,
				}),
			]) as unknown,
		});
	});

	test('case 17: an External ID that now names somebody else is held, for that person alone', async () => {
		const model = await loaded();
		const [reused, other] = ordinary(model);
		Object.assign(employeeById(model, reused!.id), {
			firstName: 'Torkel',
			lastName: 'Helt Annan',
			emailWork: 'torkel.annan@nordvik.example',
			dateOfBirth: '1961-01-02',
		});
		changeSurname(model, other!.id, 'Nygift');
		const before = userOf(setting.winningtemp.state(), reused!);
		const { held, writesByKind, state } = await setting.sync();
		expect(held.map(({ externalId, guard }) => [externalId, guard.name])).toEqual([
			[reused!.id, 'possibleReuse'],
		]);
		expect(userOf(state, reused!)).toEqual(before);
		expect(writesByKind).toEqual({ 'PATCH Users': 1 });
	});

	test('case 18: someone who comes back is the same user, reactivated', async () => {
		const model = await loaded();
		const [one] = ordinary(model);
		leaveOn(model, one!.id, YESTERDAY);
		await setting.sync();
		const idOf = () =>
			setting.winningtemp.records('user').find(({ externalId }) => externalId === one!.id)!.id;
		const id = idOf();
		expect(userOf(setting.winningtemp.state(), one!)?.active).toBe(false);
		rehire(model, one!.id, DAY);

		const paused = await setting.sync({ parameters: { [PLAN]: { userStatus: 'keepInactive' } } });
		expect(userOf(paused.state, one!)?.active).toBe(false);

		const back = await setting.sync();
		expect(inShort(back.changes)).toEqual([`reactivate user ${one!.firstName} ${one!.lastName}`]);
		expect(back.writesByKind['POST Users']).toBeUndefined();
		expect(idOf()).toBe(id);
		expectAsInFlex(back);
		await settled();
	});

	test('case 33: who becomes External Personnel is taken out of surveys, and back; nobody is removed', async () => {
		const model = await loaded();
		const [one] = ordinary(model).filter(
			({ id }) => !userOf(setting.winningtemp.state(), { id })!.excludeFromSurveys,
		);
		changeEmploymentType(model, one!.id);
		const outside = await setting.sync();
		expect(outside.writesByKind).toEqual({ 'PATCH Users': 1 });
		expect(userOf(outside.state, one!)).toMatchObject({ active: true, excludeFromSurveys: true });

		model.employmentPeriods = model.employmentPeriods.filter(
			({ employeeId, fromDate }) => employeeId !== one!.id || fromDate !== DAY,
		);
		const periods = model.employmentPeriods.filter(({ employeeId }) => employeeId === one!.id);
		periods.at(-1)!.toDate = null;
		model.revision++;
		const inside = await setting.sync();
		expect(inside.writesByKind).toEqual({ 'PATCH Users': 1 });
		expect(userOf(inside.state, one!)).toMatchObject({ active: true });
		expect(userOf(inside.state, one!)!.excludeFromSurveys).not.toBe(true);
		await settled();
	});
});

describe('groups', () => {
	test('case 3: a renamed department is one group update; nobody moves', async () => {
		const model = await loaded();
		const before = setting.winningtemp.state();
		for (const { id } of employed(model, { Office: 'Stockholm', Department: 'Finance' })) {
			setOrganization(model, id, { Department: 'Ekonomi' }, DAY);
		}
		const outcome = await setting.sync();
		expect(inShort(outcome.changes)).toEqual(['update group Ekonomi: name']);
		expect(outcome.writesByKind).toEqual({ 'PATCH Groups': 1 });
		expect(groupAt(outcome.state, 'Stockholm', 'Ekonomi')!.externalId).toBe(
			groupAt(before, 'Stockholm', 'Finance')!.externalId,
		);
		expectAsInFlex(outcome);
		await settled();
	});

	test('case 3: a renamed office is one group update, whatever stands below it', async () => {
		const model = await loaded();
		for (const { id } of employed(model, { Office: 'Stockholm' })) {
			setOrganization(model, id, { Office: 'Huvudkontoret' }, DAY);
		}
		const outcome = await setting.sync();
		expect(inShort(outcome.changes)).toEqual(['update group Huvudkontoret: name']);
		expect(outcome.writes).toBe(1);
		expectAsInFlex(outcome);
		await settled();
	});

	test('case 4: a department that moves to another office is one re-parenting; its teams come along', async () => {
		const model = await loaded();
		const department = 'Stab';
		for (const { id } of employed(model, { Office: 'Malmö', Department: 'HR' })) {
			setOrganization(model, id, { Department: department }, DAY);
		}
		await setting.sync();
		const before = setting.winningtemp.state();
		const moved = moveDepartment(model, department, 'Malmö', 'Stockholm', DAY);
		expect(moved.length).toBeGreaterThan(1);
		const outcome = await setting.sync();
		expect(inShort(outcome.changes)).toEqual([`update group ${department}: parentExternalId`]);
		expect(outcome.writesByKind).toEqual({ 'PATCH Groups': 1 });
		expect(groupAt(outcome.state, 'Stockholm', department)!.externalId).toBe(
			groupAt(before, 'Malmö', department)!.externalId,
		);
		expectAsInFlex(outcome);
		await settled();
	});

	test('case A13: all four of Ekonomi are in Finans, and a new hire is in Ekonomi: the group is renamed with its people, the new hire gets a new one', async () => {
		const at = (Department: string) => ({ Office: 'Stockholm', Department });
		let four: FlexEmployee[] = [];
		const first = await small((model) => (four = hireSome(model, 4, at('Ekonomi'))));
		const ekonomi = groupAt(first.state, 'Stockholm', 'Ekonomi')!;
		for (const { id } of four) setOrganization(setting.model, id, at('Finans'), DAY);
		const siv = hire(setting.model, {
			firstName: 'Siv',
			lastName: 'Rask',
			emailWork: 'siv.rask@nordvik.example',
			gender: 2,
			dateOfBirth: '1990-05-17',
			organization: at('Ekonomi'),
		});

		const outcome = await setting.sync();
		expect(inShort(outcome.changes).sort()).toEqual([
			'create group Ekonomi',
			'create user Siv Rask',
			'update group Finans: name',
		]);
		expect(outcome.held).toEqual([]);
		const finans = groupAt(outcome.state, 'Stockholm', 'Finans')!;
		const again = groupAt(outcome.state, 'Stockholm', 'Ekonomi')!;
		expect(finans.externalId).toBe(ekonomi.externalId);
		expect(finans.members).toEqual(four.map(({ id }) => id).sort());
		expect(again.externalId).not.toBe(ekonomi.externalId);
		expect(again.members).toEqual([siv.id]);
		expectAsInFlex(outcome);
		await settled();
	});

	describe('case 5', () => {
		const at = (Team: string) => ({ Office: 'Stockholm', Department: 'Support', Team });

		test('of a team that is split, the largest share keeps the External ID', async () => {
			let people: FlexEmployee[] = [];
			const first = await small((model) => (people = hireSome(model, 10, at('Chatt'))));
			people
				.slice(0, 7)
				.forEach(({ id }) => setOrganization(setting.model, id, at('Kundchatt'), DAY));
			people.slice(7).forEach(({ id }) => setOrganization(setting.model, id, at('Telefon'), DAY));
			const outcome = await setting.sync();
			expect(groupAt(outcome.state, 'Stockholm', 'Support', 'Kundchatt')!.externalId).toBe(
				groupAt(first.state, 'Stockholm', 'Support', 'Chatt')!.externalId,
			);
			// Its name comes first: a run that is cut short must not leave a group without name and people.
			expect(outcome.writesByKind).toEqual({ 'POST Groups': 1, 'PATCH Groups': 2 });
			expectAsInFlex(outcome);
			await settled();
		});

		test('of two teams that are merged, the larger one keeps its External ID', async () => {
			let [chat, phone]: FlexEmployee[][] = [];
			const first = await small((model) => {
				chat = hireSome(model, 7, at('Chatt'));
				phone = hireSome(model, 3, at('Telefon'));
			});
			[...chat!, ...phone!].forEach(({ id }) =>
				setOrganization(setting.model, id, at('Kontakt'), DAY),
			);
			const outcome = await setting.sync();
			expect(groupAt(outcome.state, 'Stockholm', 'Support', 'Kontakt')!.externalId).toBe(
				groupAt(first.state, 'Stockholm', 'Support', 'Chatt')!.externalId,
			);
			expect(groupAt(outcome.state, 'Stockholm', 'Support', 'Telefon')).toBeUndefined();
			expectAsInFlex(outcome);
			await settled();
		});

		test('below the overlap limit there are new groups', async () => {
			let people: FlexEmployee[] = [];
			const first = await small((model) => (people = hireSome(model, 9, at('Chatt'))));
			const old = groupAt(first.state, 'Stockholm', 'Support', 'Chatt')!.externalId;
			people.forEach(({ id }, i) =>
				setOrganization(setting.model, id, at(['Röd', 'Grön', 'Blå'][i % 3]!), DAY),
			);
			const outcome = await setting.sync();
			expect(outcome.writesByKind).toMatchObject({ 'POST Groups': 3, 'DELETE Groups': 1 });
			expect(outcome.state.groups.map(({ externalId }) => externalId)).not.toContain(old);
			expectAsInFlex(outcome);
			await settled();
		});
	});

	test('case 6: HR under two offices is two groups', async () => {
		await loaded();
		const state = setting.winningtemp.state();
		const [one, other] = [groupAt(state, 'Stockholm', 'HR')!, groupAt(state, 'Malmö', 'HR')!];
		expect(one.displayName).toBe(other.displayName);
		expect(one.externalId).not.toBe(other.externalId);
		expect(one.parentExternalId).not.toBe(other.parentExternalId);
	});

	test('case 7: HR as a department and HR as a team below it are two groups', async () => {
		const place = { Office: 'Malmö', Department: 'HR', Team: 'HR' };
		const outcome = await small((model) => hireSome(model, 2, place));
		const [department, team] = [
			groupAt(outcome.state, 'Malmö', 'HR')!,
			groupAt(outcome.state, 'Malmö', 'HR', 'HR')!,
		];
		expect(team.parentExternalId).toBe(department.externalId);
		expect(team.externalId).not.toBe(department.externalId);
		expect(team.members).toHaveLength(2);
		await settled();
	});

	test('case 8: office and team without department: the team stands under the office', async () => {
		let people: FlexEmployee[] = [];
		const place = { Office: 'Malmö', Team: 'Vaktmästeri' };
		const outcome = await small((model) => (people = hireSome(model, 2, place)));
		expect(groupAt(outcome.state, 'Malmö', 'Vaktmästeri')!.members).toEqual(
			people.map(({ id }) => id).sort(),
		);
		expectAsInFlex(outcome);
	});

	test('case 8: with gaps set to stop, the person is placed in the office, and named', async () => {
		setting = await Setting.loaded({ people: 30, companies: 1 });
		const [one] = hireSome(setting.model, 1, { Office: 'Malmö', Team: 'Vaktmästeri' });
		const run = { parameters: { [BUILD]: { gaps: 'stop' } } };
		const outcome = await setting.sync(run);
		expect(groupAt(outcome.state, 'Malmö')!.members).toContain(one!.id);
		expect(messages(outcome, 'gapStop')).toContainEqual(
			expect.stringMatching(/^Ebba Alm 1 .*is placed in Malmö/),
		);
		await settled(run);
	});

	test('case 9: all levels empty: no group and a warning, or the root group if there is one', async () => {
		let people: FlexEmployee[] = [];
		const without = await small((model) => (people = hireSome(model, 1, {})));
		expect(userOf(without.state, people[0]!)).toMatchObject({ active: true, groups: [] });
		expect(messages(without, 'noLevel')).toEqual([expect.stringContaining('Ebba Alm 1')]);

		const run = { parameters: { [BUILD]: { rootGroup: 'Nordvik' } } };
		const rooted = await setting.sync(run);
		expect(groupAt(rooted.state, 'Nordvik')!.members).toEqual([people[0]!.id]);
		expect(groupAt(rooted.state, 'Nordvik', 'Stockholm', 'Finance')).toBeDefined();
		expect(messages(rooted, 'noLevel')).toEqual([]);
		await settled(run);
	});

	test('case 28: Malmö in every spelling is one group with one stable name', async () => {
		const spellings = ['Malmo\u0308', 'Malmö\u00a0', ' Malmö ', 'Mal\u200bmö', 'MALMÖ', 'Malmö'];
		const people: FlexEmployee[] = [];
		const outcome = await small((model) => {
			for (const [i, Office] of spellings.entries()) {
				const [one] = hireSome(model, 1, { Office: `Ort ${'abcdef'[i]}` });
				setOrganization(model, one!.id, { Office }, DAY);
				people.push(one!);
			}
		});
		const named = outcome.state.groups.filter(({ displayName }) => /malm/i.test(displayName));
		expect(named.map(({ displayName }) => displayName)).toEqual(['Malmö']);
		expect(named[0]!.members).toEqual(expect.arrayContaining(people.map(({ id }) => id)));
		await settled();
	});

	test('case 29: Å and A are two groups', async () => {
		const outcome = await small((model) => {
			hireSome(model, 1, { Office: 'Åre' });
			hireSome(model, 1, { Office: 'Are' });
		});
		expect([
			groupAt(outcome.state, 'Åre')!.members.length,
			groupAt(outcome.state, 'Are')!.members.length,
		]).toEqual([1, 1]);
	});

	test('case 30: odd names are carried through unharmed, and escaped where they are shown', async () => {
		const names = [
			'Inköp/Logistik',
			'A;B',
			`"Citat" 'enkla'`,
			'<script>alert(1)</script>',
			'constructor',
			'__proto__',
			'toString',
			'🦊 Räven',
			'{{ $json.x }}',
			'=1+1',
			'å'.repeat(300),
		];
		const people: FlexEmployee[] = [];
		const outcome = await small((model) => {
			for (const [i, name] of names.entries()) {
				const [one] = hireSome(model, 1, { Office: `Ort ${'abcdefghijk'[i]}` });
				setOrganization(model, one!.id, { Office: 'Malmö', Department: name, Team: name }, DAY);
				one!.lastName = name;
				people.push(one!);
			}
		});
		expectAsInFlex(outcome);
		for (const [i, name] of names.entries()) {
			expect(groupAt(outcome.state, 'Malmö', name, name)!.members).toEqual([people[i]!.id]);
			expect(userOf(outcome.state, people[i]!)).toMatchObject({ familyName: name });
		}
		expect(outcome.html.includes('<script>alert')).toBe(false);
		expect(missingIn(outcome.html, '&lt;script&gt;alert(1)', '__proto__', '🦊')).toEqual([]);
		await settled();
	});

	test('case 35: groups that run empty are removed after their people have moved, deepest first', async () => {
		const place = { Office: 'Luleå', Department: 'Gruva', Team: 'Skift' };
		let people: FlexEmployee[] = [];
		await small((model) => (people = hireSome(model, 3, place)));
		const order: string[] = [];
		const idOf = new Map(
			setting.winningtemp.records('group').map(({ id, displayName }) => [id, String(displayName)]),
		);
		for (const { id } of people) {
			setOrganization(
				setting.model,
				id,
				{ Office: 'Stockholm', Department: 'Finance', Team: null },
				DAY,
			);
		}
		const outcome = await setting.sync();
		for (const { method, path } of outcome.winningtemp) {
			if (method === 'GET') continue;
			order.push(`${method} ${idOf.get(path.split('/').at(-1)!)}`);
		}
		expect(order.filter((write) => write.startsWith('DELETE'))).toEqual([
			'DELETE Skift',
			'DELETE Gruva',
			'DELETE Luleå',
		]);
		expect(order.indexOf('PATCH Finance')).toBeGreaterThanOrEqual(0);
		expect(order.indexOf('PATCH Finance')).toBeLessThan(order.indexOf('DELETE Skift'));
		expectAsInFlex(outcome);
		await settled();
	});
});

describe('managers', () => {
	test('case 10: managers in a circle: synced without the link, and named; one who is their own has none', async () => {
		const model = await loaded();
		const [a, b, c] = ordinary(model);
		changeManager(model, a!.id, b!.id);
		changeManager(model, b!.id, a!.id);
		changeManager(model, c!.id, c!.id);
		const outcome = await setting.sync();
		for (const one of [a!, b!, c!])
			expect(userOf(outcome.state, one)).toMatchObject({ manager: null });
		const circles = messages(outcome, 'managerCircle');
		expect(circles).toHaveLength(1);
		for (const { firstName, lastName } of [a!, b!]) {
			expect(circles[0]).toContain(`${firstName} ${lastName}`);
		}
		// That is how some systems write the top of a company, so it is no issue.
		expect(outcome.issues.filter(({ subject }) => subject.externalId === c!.id)).toEqual([]);
		await settled();
	});

	test('case 11: a manager who has left, was skipped or is unknown: no link, a warning; linked once there', async () => {
		const model = await loaded();
		const [one, two, three, left, noMail] = ordinary(model);
		leaveOn(model, left!.id, YESTERDAY);
		const email = noMail!.emailWork;
		changeEmail(model, noMail!.id, null);
		changeManager(model, one!.id, left!.id);
		changeManager(model, two!.id, noMail!.id);
		changeManager(model, three!.id, '00000000-0000-4000-8000-000000000000');
		const outcome = await setting.sync();
		expect(userOf(outcome.state, one!)!.manager).toBeNull();
		// Known in Winningtemp and there, though HR lacks the e-mail at present: the link is good.
		expect(userOf(outcome.state, two!)!.manager).toBe(noMail!.id);
		expect(userOf(outcome.state, three!)!.manager).toBeNull();
		const warned = messages(outcome, 'managerMissing');
		for (const { firstName, lastName } of [one!, three!]) {
			expect(warned.some((text) => text.includes(`${firstName} ${lastName}`))).toBe(true);
		}

		rehire(model, left!.id, DAY);
		changeEmail(model, noMail!.id, email);
		const linked = await setting.sync();
		expect(userOf(linked.state, one!)!.manager).toBe(left!.id);
		expect(messages(linked, 'managerMissing')).toHaveLength(1);
		await settled();
	});

	test('case 11: a manager without e-mail who was never synchronised', async () => {
		let report: FlexEmployee | undefined;
		let manager: FlexEmployee | undefined;
		const outcome = await small((model) => {
			[report, manager] = hireSome(model, 2, { Office: 'Malmö' });
			changeManager(model, report!.id, manager!.id);
			changeEmail(model, manager!.id, null);
		});
		expect(userOf(outcome.state, report!)!.manager).toBeNull();
		expect(messages(outcome, 'managerMissing')).toHaveLength(1);
		changeEmail(setting.model, manager!.id, 'chef@nordvik.example');
		const linked = await setting.sync();
		expect(userOf(linked.state, report!)!.manager).toBe(manager!.id);
		expectAsInFlex(linked);
		await settled();
	});

	test('case 12: a manager who comes later in the list is linked in the same run', async () => {
		const model = await loaded();
		const [report, manager] = hireSome(model, 2, { Office: 'Malmö' });
		expect(Number(report!.employmentNumber)).toBeLessThan(Number(manager!.employmentNumber));
		changeManager(model, report!.id, manager!.id);
		const outcome = await setting.sync();
		expect(userOf(outcome.state, report!)!.manager).toBe(manager!.id);
		expectAsInFlex(outcome);
		await settled();
	});
});

describe('usernames and ids', () => {
	test('case 13: two people with one username: the owner keeps it, the other is not written, both are named', async () => {
		const model = await loaded();
		const [owner, other] = ordinary(model);
		const before = setting.winningtemp.state();
		const otherName = userOf(before, other!)!.userName;
		changeEmail(model, other!.id, owner!.emailWork);
		const [joiner] = hireSome(model, 1, { Office: 'Malmö' });
		changeEmail(model, joiner!.id, owner!.emailWork!.toUpperCase());
		const outcome = await setting.run();
		expect(outcome.message).toBe('');
		expect(userOf(outcome.state, owner!)).toEqual(userOf(before, owner!));
		expect(userOf(outcome.state, other!)!.userName).toBe(otherName);
		expect(userOf(outcome.state, joiner!)).toBeUndefined();
		const said = messages(outcome, 'sameUsername').join(' ');
		for (const { firstName, lastName } of [owner!, other!, joiner!]) {
			expect(said).toContain(`${firstName} ${lastName}`);
		}
		expect(outcome.changes.filter(({ status }) => status !== 'applied')).toEqual([]);
		expect((await setting.run()).writes).toBe(0);
	});

	test('case 14: two people swap usernames', async () => {
		const model = await loaded();
		const [one, other] = ordinary(model);
		swapEmails(model, one!.id, other!.id);
		const outcome = await setting.sync();
		// One of them bears another name in between.
		expect(outcome.writesByKind).toEqual({ 'PATCH Users': 3 });
		expectAsInFlex(outcome);
		await settled();
	});

	test('case 14: three people rotate usernames, and a joiner takes one that becomes free', async () => {
		const model = await loaded();
		const [a, b, c, d] = ordinary(model);
		rotateEmails(model, [a!.id, b!.id, c!.id]);
		const [joiner] = hireSome(model, 1, { Office: 'Malmö' });
		changeEmail(model, joiner!.id, d!.emailWork);
		changeEmail(model, d!.id, 'nytt.namn@nordvik.example');
		const outcome = await setting.sync();
		expect(outcome.writesByKind).toEqual({ 'POST Users': 1, 'PATCH Users': 5, 'PATCH Groups': 1 });
		expectAsInFlex(outcome);
		await settled();
	});

	test('case 15: a changed username is one update on the same user', async () => {
		const model = await loaded();
		const [one] = ordinary(model);
		changeEmail(model, one!.id, 'Helt.Ny@nordvik.example');
		const outcome = await setting.sync();
		expect(outcome.writesByKind).toEqual({ 'PATCH Users': 1 });
		expect(userOf(outcome.state, one!)).toMatchObject({
			userName: 'helt.ny@nordvik.example',
			email: 'helt.ny@nordvik.example',
		});
		expectAsInFlex(outcome);
		await settled();
	});

	test('case 19: two companies with equal employee ids are two users, ids qualified by company', async () => {
		setting = await Setting.start({ people: 30 });
		const { model } = setting;
		const [first, second] = model.companies;
		const one = ordinary(model).find(({ companyId }) => companyId === first!.id)!;
		const other = ordinary(model).find(({ companyId }) => companyId === second!.id)!;
		giveId(model, other, one.id);
		const outcome = await setting.sync();
		expect(
			outcome.state.users
				.filter(({ externalId }) => externalId!.endsWith(one.id))
				.map(({ externalId, userName }) => [externalId, userName]),
		).toEqual(
			[
				[`${first!.id}:${one.id}`, one.emailWork!.toLowerCase()],
				[`${second!.id}:${one.id}`, other.emailWork!.toLowerCase()],
			].sort(),
		);
		await settled();
	});

	test('case 19: who has the same id as a later joiner of another company keeps their user', async () => {
		const model = await loaded();
		const [first, second] = model.companies;
		const one = ordinary(model).find(({ companyId }) => companyId === first!.id)!;
		const joiner = hire(model, {
			firstName: 'Ny',
			lastName: 'Nummer',
			emailWork: 'ny.nummer@nordvik.example',
			companyId: second!.id,
			organization: { Office: 'Malmö' },
		});
		giveId(model, joiner, one.id);
		const { state } = await setting.run();
		const userNamed = (email: string | null) =>
			state.users.find(({ userName }) => userName === email!.toLowerCase());
		expect(userNamed(joiner.emailWork)).toMatchObject({ active: true });
		expect(userNamed(one.emailWork)).toMatchObject({ active: true, familyName: one.lastName });
		expect((await setting.run()).writes).toBe(0);
	});

	test('case 20: one person in two companies is one user, by a stated rule, and named', async () => {
		setting = await Setting.start({ people: 30 });
		const { model } = setting;
		const [first, second] = model.companies;
		const one = ordinary(model).find(({ companyId }) => companyId === second!.id)!;
		const again = hire(model, {
			firstName: one.firstName,
			lastName: one.lastName,
			emailWork: one.emailWork,
			dateOfBirth: one.dateOfBirth,
			gender: one.gender,
			companyId: first!.id,
			organization: { Office: 'Malmö' },
			from: DAY,
		});
		const outcome = await setting.sync();
		const users = outcome.state.users.filter(
			({ userName }) => userName === one.emailWork!.toLowerCase(),
		);
		// The employment that began first decides.
		expect(users.map(({ externalId }) => externalId)).toEqual([one.id]);
		expect(userOf(outcome.state, again)).toBeUndefined();
		expect(messages(outcome, 'mergedAcrossCompanies')).toEqual([
			expect.stringContaining(`${one.firstName} ${one.lastName}`),
		]);
		await settled();
	});

	function giveId(model: FlexModel, employee: FlexEmployee, id: string): void {
		const old = employee.id;
		employee.id = id;
		for (const list of [model.employmentPeriods, model.defaultAccounts, model.ownFieldValues]) {
			for (const entry of list) if (entry.employeeId === old) entry.employeeId = id;
		}
		model.revision++;
	}
});

describe('values', () => {
	const values = async (extras: Array<Record<string, unknown>>) => {
		let people: FlexEmployee[] = [];
		const outcome = await small((model) => {
			people = hireSome(model, extras.length, { Office: 'Malmö' });
			people.forEach((one, i) => (one.extra = extras[i]!));
		});
		return { outcome, users: people.map((one) => userOf(outcome.state, one)!) };
	};

	test('case 31: gender 1, 2, _, "1", 0, null and 7', async () => {
		const { outcome, users } = await values(
			[1, 2, '_', '1', 0, null, 7].map((Gender) => ({ Gender })),
		);
		expect(users.map(({ gender }) => gender)).toEqual([
			'Male',
			'Female',
			null,
			'Male',
			null,
			null,
			null,
		]);
		expect(messages(outcome, 'unknownGender')).toEqual([expect.stringContaining('Gran')]);
		expect(outcome.figures).toMatchObject({ failed: 0 });
		expect(
			missingIn(
				outcome.html,
				'keeps the present gender, because the gender code “7” in HR is not known',
			),
		).toEqual([]);
		await settled();
	});

	test('case 32: birthdays on 29 February, with time, empty, in the future, nonsense', async () => {
		const { outcome, users } = await values(
			[
				'2000-02-29T00:00:00',
				'1990-05-05T13:45:00.123',
				'',
				'2999-01-01T00:00:00',
				'i morgon',
				'2001-02-29T00:00:00',
			].map((DateOfBirth) => ({ DateOfBirth })),
		);
		expect(users.map(({ birthday }) => birthday)).toEqual([
			'2000-02-29',
			'1990-05-05',
			null,
			null,
			null,
			null,
		]);
		expect(messages(outcome, 'futureBirthday')).toEqual([expect.stringContaining('Dunge')]);
		expect(messages(outcome, 'invalidBirthday')).toHaveLength(2);
		expect(
			missingIn(
				outcome.html,
				'keeps the present birthday, because the birthday in HR lies in the future',
			),
		).toEqual([]);
		await settled();
	});

	test('case 36: a value that is cleared in Flex is cleared; one that is not mapped is left alone', async () => {
		const model = await loaded();
		const [one] = ordinary(model).filter(
			({ dateOfBirth, gender }) => dateOfBirth !== null && gender !== 0,
		);
		const birthday = one!.dateOfBirth;
		one!.dateOfBirth = null;
		one!.gender = null;
		const unmapped = await setting.sync({ parameters: { [MAP]: { birthday: '' } } });
		expect(userOf(unmapped.state, one!)).toMatchObject({ birthday, gender: 'None' });
		expect(unmapped.writesByKind).toEqual({ 'PATCH Users': 1 });

		const mapped = await setting.sync();
		expect(userOf(mapped.state, one!)).toMatchObject({ birthday: null });
		expect(mapped.writesByKind).toEqual({ 'PATCH Users': 1 });
		await settled();
	});
});

describe('tenants', () => {
	test('case 34: what was made by hand is left alone, and adopted only by username and name', async () => {
		const model = await loaded();
		const { winningtemp } = setting;
		const consultant = winningtemp.addUser({ userName: 'konsult@annan.example', givenName: 'Kim' });
		const known = winningtemp.addUser({
			userName: 'inbjuden@nordvik.example',
			givenName: 'Ebba',
			familyName: 'Alm',
		});
		winningtemp.addGroup({ displayName: 'Bokklubben', members: [consultant, known] });
		const untouched = await setting.sync();
		expect(untouched.writes).toBe(0);

		const [joiner] = hireSome(model, 1, { Office: 'Malmö' });
		changeEmail(model, joiner!.id, 'Inbjuden@nordvik.example');
		const outcome = await setting.sync();
		const { users, groups } = outcome.state;
		expect(users.find(({ userName }) => userName === 'konsult@annan.example')).toMatchObject({
			externalId: null,
			active: true,
			givenName: 'Kim',
		});
		expect(groups.find(({ displayName }) => displayName === 'Bokklubben')).toMatchObject({
			externalId: null,
			members: [joiner!.id, 'konsult@annan.example'].sort(),
		});
		const record = winningtemp.records('user').find(({ id }) => id === known)!;
		expect(record.externalId).toBe(joiner!.id);
		expect(userOf(outcome.state, joiner!)).toMatchObject({
			givenName: 'Ebba',
			groups: ['Bokklubben', groupAt(outcome.state, 'Malmö')!.externalId].sort(),
		});
		expect(outcome.writesByKind['POST Users']).toBeUndefined();
		expect(
			outcome.changes.find(({ targetId, kind }) => kind === 'user' && targetId === known)?.reason,
		).toMatch(/adopted/);
		expect(missingIn(outcome.html, 'adopted')).toEqual([]);
		await settled();
	});

	test('a new hire gets no inactive account that was made by hand in another name, until it is released', async () => {
		const model = await loaded();
		const { winningtemp } = setting;
		const admin = { userName: 'it@nordvik.example', givenName: 'Rut', familyName: 'Rot' };
		const id = winningtemp.addUser({ ...admin, active: false });
		const [hire] = hireSome(model, 1, { Office: 'Malmö' });
		changeEmail(model, hire!.id, 'it@nordvik.example');
		const account = ({ users }: TenantState) =>
			users.find(({ userName }) => userName === 'it@nordvik.example');
		const outcome = await setting.sync();
		expect(
			outcome.held.map(({ externalId, targetId, guard }) => [externalId, targetId, guard.name]),
		).toEqual([[hire!.id, id, 'adoption']]);
		expect(outcome.writes).toBe(0);
		expect(account(outcome.state)).toMatchObject({
			externalId: null,
			active: false,
			givenName: 'Rut',
		});
		expect(missingIn(outcome.html, 'activate it in Winningtemp')).toEqual([]);
		const released = await setting.sync({ release: outcome.summary!.planId });
		expect(account(released.state)).toMatchObject({
			externalId: hire!.id,
			active: true,
			givenName: 'Ebba',
		});
		await settled();
	});

	test('a first load into a tenant with somebody invited by hand is held by the guard, and released', async () => {
		setting = await Setting.start({ people: 20, companies: 1 });
		setting.winningtemp.addUser({ userName: 'admin@nordvik.example', givenName: 'Admin' });
		const held = await setting.sync();
		expect(held.held.every(({ guard }) => guard.name === 'creations')).toBe(true);
		expect(held.writes).toBe(0);
		const released = await setting.sync({ release: held.summary!.planId });
		expect(byPath(released.state).groups).toEqual(wantedState(setting.model, DAY).groups);
		expect(released.state.users.filter(({ externalId }) => externalId === null)).toHaveLength(1);
		await settled();
	});

	test('case 38: shuffled rows give the same plan, byte for byte', async () => {
		const plans: string[] = [];
		for (const seed of [0, 1, 2]) {
			const model = await loaded();
			const [a, b, c, d] = ordinary(model);
			swapEmails(model, a!.id, b!.id);
			leaveOn(model, c!.id, YESTERDAY);
			setOrganization(model, d!.id, { Office: 'Kiruna', Department: 'Ny', Team: 'Nyare' }, DAY);
			hireSome(model, 4, { Office: 'Kiruna', Department: 'Ny' });
			if (seed > 0) shuffle(model, seed);
			const { run, message, flex } = await setting.run({ dryRun: true });
			expect(message).toBe('');
			plans.push(JSON.stringify([0, 1, 2, 3].map((output) => run.json(PLAN, output))));
			expect(flex.length).toBeGreaterThan(0);
			await setting.close();
		}
		expect(JSON.parse(plans[0]!)[0]).not.toEqual([]);
		expect(plans[1] === plans[0]).toBe(true);
		expect(plans[2] === plans[0]).toBe(true);
		setting = await Setting.start({ people: 1, companies: 1 });
	});

	/** Flex lists by employment number: other numbers are another order. */
	function shuffle(model: FlexModel, seed: number): void {
		const random = createRandom(seed);
		for (const list of [model.employees, model.employmentPeriods, model.defaultAccounts]) {
			for (let i = list.length - 1; i > 0; i--) {
				const j = random.below(i + 1);
				[list[i], list[j]] = [list[j]!, list[i]!];
			}
		}
		model.companies.reverse();
		model.employees.forEach((one, i) => (one.employmentNumber = String(i + 1)));
		model.revision++;
	}

	test('case 39: a tenant that knows only the documented values: all else is synced, said once', async () => {
		setting = await Setting.start({ people: 60, winningtemp: { profile: 'core' } });
		const first = await setting.sync();
		const wanted = wantedState(setting.model, DAY).users;
		expect(
			first.state.users.map(({ externalId, userName, givenName, active }) => ({
				externalId,
				userName,
				givenName,
				active,
			})),
		).toEqual(
			wanted.map(({ externalId, userName, givenName, active }) => ({
				externalId,
				userName,
				givenName,
				active,
			})),
		);
		expect(first.state.users.some(({ groups }) => groups.length > 0)).toBe(true);
		const second = await setting.sync();
		expect(second.writes).toBe(0);
		expect(second.changes).toEqual([]);
		for (const field of ['birthday', 'gender', 'managerExternalId', 'parentExternalId']) {
			const said = second.issues.filter(
				({ code, details }) =>
					code === 'unsupportedField' && (details as IDataObject).field === field,
			);
			expect([field, said.length >= 1 && said.length <= 2]).toEqual([field, true]);
		}
		expect(second.issues.filter(({ code }) => code === 'unsupportedField').length).toBeLessThan(9);
	});
});
