import { sleep, type INode } from 'n8n-workflow';
import { dayBefore } from '../../sandbox/dates';
import {
	changeManager,
	employeeById,
	employedOn,
	hire,
	leaveOn,
	organizationOn,
	rehire,
	renameValue,
	setOrganization,
	swapEmails,
} from '../../sandbox/flex/changes';
import type { FlexEmployee } from '../../sandbox/flex/model';
import { binaryText } from '../engine';
import { wantedState } from '../templates/expectation';
import {
	CHECK_EXPORT,
	CONFIRM,
	DAY,
	FileSetting,
	FILES,
	GROUPS,
	PLAN,
	PREPARE,
	READ,
	REPORT,
	rowsOf,
	SEGMENTS,
	sent,
	UPLOAD,
	USERS,
	type Outcome,
} from './setting';
import { closedAfterTest } from '../../support/closing';
import { whyNoSshServer } from './sshServer';

const missing = whyNoSshServer();

/** As `describe`; skipped where there is no server, and the name says so. */
function withServer(name: string, tests: () => void): void {
	if (missing === '') describe(name, tests);
	else describe.skip(`${name} (${missing})`, tests);
}

let setting: FileSetting;

async function start(flex?: Parameters<typeof FileSetting.start>[0]): Promise<void> {
	setting = await closedAfterTest(FileSetting.start(flex));
}

const usersIn = ({ files }: Pick<Outcome, 'files'>) => rowsOf(files.get(USERS) ?? '');
const groupsIn = ({ files }: Pick<Outcome, 'files'>) => rowsOf(files.get(GROUPS) ?? '');
const userRow = (outcome: Outcome, { id }: FlexEmployee) =>
	usersIn(outcome).find((row) => row['External ID'] === id);

/** What Winningtemp picks up; the copies aside. */
const pickedUp = ({ files }: Pick<Outcome, 'files'>) => [files.get(GROUPS), files.get(USERS)];

/** People of whom nothing depends: synchronised, not the last in their group, leading nobody. */
function ordinary(): FlexEmployee[] {
	const { model } = setting;
	const leaders = new Set(model.employees.map((one) => one.immediateManagerEmployeeId));
	const employed = employedOn(model, DAY).filter(({ emailWork }) => emailWork);
	const stays = new Map<string, number>();
	return employed.filter((one) => {
		const group = JSON.stringify(path(one));
		stays.set(group, (stays.get(group) ?? 0) + 1);
		return stays.get(group)! > 1 && !leaders.has(one.id);
	});
}

const path = (one: FlexEmployee) => {
	const { Office, Department, Team } = organizationOn(setting.model, one.id, DAY);
	return [Office, Department, Team].filter((name) => name !== undefined);
};

withServer('flex-to-winningtemp-sftp.json, on an OpenSSH server', () => {
	test('as shipped it is a dry run: the files are there to look at, and nothing is uploaded', async () => {
		await start();
		const { run, files, changes, figures } = await setting.sync({ dryRun: 'asShipped' });
		expect([...files.keys()]).toEqual([]);
		expect(run.timesRun(UPLOAD)).toBe(0);
		const [groups, users] = FILES.map((name) => run.output(name)[0]!.binary!.data!);
		expect([groups!.fileName, users!.fileName]).toEqual([GROUPS, USERS]);
		expect(rowsOf(binaryText(users)).length).toBeGreaterThan(40);
		expect(new Set(changes.map(({ status }) => status))).toEqual(new Set(['dryRun']));
		expect(figures).toMatchObject({ dryRun: true, mode: 'dryRun' });
		expect(run.hints(PREPARE)[0]).toMatch(/^Dry run/);
	});

	test('first load: both files as agreed, with everybody whom the mission wants', async () => {
		await start();
		const outcome = await setting.sync();
		const { files, figures } = outcome;
		expect([...files.keys()]).toEqual([sent(GROUPS, 1), sent(USERS, 1), GROUPS, USERS]);
		expect(files.get(sent(USERS, 1))).toBe(files.get(USERS));
		const [header, ...lines] = files.get(USERS)!.split('\n');
		expect(header).toBe(
			'External ID;Username;Email;First Name;Last Name;Gender;Birthday;Manager External ID;Exclude from Surveys;Employed Since;Employed Until;Group External ID',
		);
		expect(files.get(GROUPS)).toMatch(
			/^Group External ID;Group Name;Parent Group External ID;Group Manager External ID\n/,
		);

		const wanted = wantedState(setting.model, DAY);
		expect(lines).toHaveLength(wanted.users.length);
		const groups = groupsIn(outcome);
		const groupById = new Map(groups.map((row) => [row['Group External ID']!, row]));
		const daysOf = (id: string) => {
			const periods = setting.model.employmentPeriods.filter((one) => one.employeeId === id);
			periods.sort((a, b) => (a.fromDate < b.fromDate ? -1 : 1));
			return {
				'Employed Since': periods[0]!.fromDate,
				'Employed Until': periods.at(-1)!.toDate ?? '',
			};
		};
		const label = (id: string): string => {
			const names: string[] = [];
			for (let at = groupById.get(id); at;) {
				names.unshift(at['Group Name']!);
				at = groupById.get(at['Parent Group External ID']!);
			}
			return names.length > 0 ? JSON.stringify(names) : '';
		};
		expect(
			usersIn(outcome).map((row) => ({
				...row,
				'Group External ID': label(row['Group External ID']!),
			})),
		).toEqual(
			wanted.users.map((user) => ({
				'External ID': user.externalId,
				Username: user.userName,
				Email: user.email,
				'First Name': user.givenName,
				'Last Name': user.familyName,
				Gender: user.gender ?? 'None',
				Birthday: user.birthday ?? '',
				'Manager External ID': user.manager ?? '',
				'Exclude from Surveys': String(user.excludeFromSurveys ?? false),
				...daysOf(user.externalId!),
				'Group External ID': user.groups[0] ?? '',
			})),
		);
		expect(groups.map((row) => label(row['Group External ID']!)).sort()).toEqual(
			wanted.groups.map(({ externalId }) => externalId).sort(),
		);
		// Parents come before their children.
		const place = new Map(groups.map((row, i) => [row['Group External ID'], i]));
		const children = groups.filter((row) => row['Parent Group External ID'] !== '');
		for (const row of children) {
			const parent = place.get(row['Parent Group External ID'])!;
			expect(parent).toBeLessThan(place.get(row['Group External ID'])!);
		}
		expect(figures).toMatchObject({
			mode: 'applied',
			users: { created: wanted.users.length },
			groups: { created: wanted.groups.length },
		});
	});

	test('law 1: a second run plans nothing and uploads the same bytes', async () => {
		await start();
		const first = await setting.sync();
		const second = await setting.sync();
		expect(second.changes).toEqual([]);
		expect(second.held).toEqual([]);
		expect(pickedUp(second)).toEqual(pickedUp(first));
		expect(second.files.get(sent(USERS, 2))).toBe(first.files.get(USERS));
		expect(second.summary!.users.unchanged).toBe(usersIn(first).length);
	});

	test('cases 3, 14 and 18: a renamed department keeps its External ID; joiner, leaver, swap and rehire', async () => {
		await start();
		const first = await setting.sync();
		const { model } = setting;
		const [leaver, one, other] = ordinary();
		const department = groupsIn(first).find((row) => row['Parent Group External ID'] !== '')!;
		expect(
			renameValue(model, 'Department', department['Group Name']!, 'Ekonomi & ”Lön”; =1'),
		).toBeGreaterThan(0);
		leaveOn(model, leaver!.id, dayBefore(DAY));
		swapEmails(model, one!.id, other!.id);
		const joiner = hire(model, {
			firstName: 'Tuva',
			lastName: 'Morgonsjö',
			emailWork: 'tuva.morgonsjo@exempel.se',
			organization: organizationOn(model, one!.id, DAY),
		});
		changeManager(model, joiner.id, other!.id);

		const second = await setting.sync();
		expect(
			groupsIn(second)
				.map((row) => row['Group External ID'])
				.sort(),
		).toEqual(
			groupsIn(first)
				.map((row) => row['Group External ID'])
				.sort(),
		);
		expect(
			groupsIn(second).find((row) => row['Group External ID'] === department['Group External ID']),
		).toMatchObject({ 'Group Name': 'Ekonomi & ”Lön”; =1' });
		expect(userRow(second, leaver!)).toBeUndefined();
		expect([userRow(second, one!)!.Username, userRow(second, other!)!.Username]).toEqual([
			userRow(first, other!)!.Username,
			userRow(first, one!)!.Username,
		]);
		expect(userRow(second, joiner)).toMatchObject({
			'Manager External ID': other!.id,
			'Group External ID': userRow(second, one!)!['Group External ID'],
		});

		rehire(model, leaver!.id);
		const third = await setting.sync();
		expect(third.changes.map(({ action, externalId }) => [action, externalId])).toEqual([
			['create', leaver!.id],
		]);
		expect(userRow(third, leaver!)).toEqual(userRow(first, leaver!));
		const fourth = await setting.sync();
		expect([fourth.changes, pickedUp(fourth)]).toEqual([[], pickedUp(third)]);
	});

	test('case 1: a spike of leavers is held, their rows stay, all else goes on; the form releases them', async () => {
		await start();
		const first = await setting.sync();
		const [renamed, ...leavers] = ordinary().slice(0, 13);
		for (const { id } of leavers) leaveOn(setting.model, id, dayBefore(DAY));
		employeeById(setting.model, renamed!.id).lastName = 'Nygift';

		const second = await setting.sync();
		expect(
			second.held.map(({ action }) => action).filter((action) => action === 'delete').length,
		).toBeGreaterThanOrEqual(leavers.length);
		for (const leaver of leavers) {
			expect(userRow(second, leaver)).toMatchObject({ Username: userRow(first, leaver)!.Username });
		}
		expect(userRow(second, renamed!)).toMatchObject({ 'Last Name': 'Nygift' });

		const wrong = await setting.run({ release: 'ffffffffffff' });
		expect(wrong.summary!.release).toMatchObject({ changes: 0, why: 'notANumber' });
		for (const one of [renamed!, ...leavers]) {
			expect(userRow(wrong, one)).toEqual(userRow(second, one));
		}
		const third = await setting.sync({ release: second.summary!.planId });
		for (const leaver of leavers) expect(userRow(third, leaver)).toBeUndefined();
		expect(third.held).toEqual([]);
	});

	test('case 30: names with separators, quotes, line breaks and formulas come through a round trip unharmed', async () => {
		await start({
			directory: { people: 120, companies: 1, referenceDate: DAY },
		});
		const names = [
			'=HYPERLINK("http://example.com";"klick")',
			'+46 70',
			'-1',
			'@SUM(A1)',
			'Ek;"Nord";',
			'"',
			"O'Neill, jr",
			'<script>alert(1)</script>',
			'constructor',
			'__proto__',
			'\\',
			'ID',
			'0012',
			'TRUE',
			'1e5',
			'2026-03-02',
			'Åsa 👩‍🚀',
			`${'lång '.repeat(59)}lång`,
		];
		const people = ordinary().slice(0, names.length);
		expect(people).toHaveLength(names.length);
		people.forEach(({ id }, i) => {
			employeeById(setting.model, id).lastName = names[i]!;
			// The first name is cleaned; as a further value it comes as it is, line breaks included.
			employeeById(setting.model, id).firstName = `rad 1\r\n"${names[i]!}"\nrad 3\r;`;
		});
		const [odd] = people;
		setOrganization(setting.model, odd!.id, { Team: '=cmd|"/C calc"!A0;\t"Lag 1"' });
		const template: Record<string, INode['parameters']> = {
			'Map employees to people': {
				attributes: { values: [{ name: 'note', value: '={{ $json.FirstName }}' }] },
			},
			[READ]: {
				userColumns:
					'External ID = externalId\nUsername = username\nFirst Name = firstName\nLast Name = lastName\nGroup = groupExternalId\nNote = attributes.note',
			},
		};
		const first = await setting.sync({ parameters: template });
		people.forEach((one, i) => {
			expect(userRow(first, one)).toMatchObject({
				'Last Name': names[i]!,
				Note: `rad 1\r\n"${names[i]!}"\nrad 3\r;`,
			});
		});
		const group = userRow(first, odd!)!.Group;
		expect(groupsIn(first).find((row) => row['Group External ID'] === group)).toMatchObject({
			'Group Name': '=cmd|"/C calc"!A0; "Lag 1"',
		});
		const second = await setting.sync({ parameters: template });
		expect(second.changes).toEqual([]);
		expect(pickedUp(second)).toEqual(pickedUp(first));
	});

	test('Winningtemp may take its files away: the copies carry identities and guards on', async () => {
		await start();
		const first = await setting.sync();
		const department = groupsIn(first).find((row) => row['Parent Group External ID'] !== '')!;
		const takeAway = () => [GROUPS, USERS].forEach((name) => setting.ssh.remove(name));
		takeAway();
		renameValue(setting.model, 'Department', department['Group Name']!, 'Omdöpt');
		const second = await setting.sync();
		expect(new Set(groupsIn(second).map((row) => row['Group External ID']))).toEqual(
			new Set(groupsIn(first).map((row) => row['Group External ID'])),
		);
		takeAway();
		for (const { id } of ordinary().slice(0, 12)) leaveOn(setting.model, id, dayBefore(DAY));
		const third = await setting.sync();
		expect(third.held.length).toBeGreaterThan(11);
		// Only who is a manager changes, and with it who is a member.
		const values = (outcome: Outcome) =>
			usersIn(outcome).map((row) => ({ ...row, 'Group External ID': '' }));
		expect(values(third)).toEqual(values(second));
	});

	test('names of files, and names and order of columns, are set in one place each', async () => {
		await start();
		const parameters: Record<string, INode['parameters']> = {
			'Find the last files': { usersFile: 'anvandare.csv', groupsFile: 'grupper.csv' },
			[PLAN]: { removal: { action: 'deactivate' } },
			[READ]: {
				userColumns:
					'Aktiv = active\nEfternamn = lastName\nFörnamn = firstName\nInloggning = username\nId = externalId\nGrupp = groupExternalId',
				groupColumns: 'Grupp-id = externalId\nNamn = name\nÖver = parentExternalId',
			},
		};
		const first = await setting.sync({ parameters });
		const [leaver] = ordinary();
		expect([...first.files.keys()].filter((name) => name.endsWith('.csv'))).toEqual([
			'anvandare.csv',
			'grupper.csv',
		]);
		expect(first.files.get('grupper.csv')).toMatch(/^Grupp-id;Namn;Över\n/);
		const activity = ({ files }: Outcome) =>
			rowsOf(files.get('anvandare.csv')!).find((row) => row.Id === leaver!.id)!.Aktiv;
		expect(activity(first)).toBe('true');
		leaveOn(setting.model, leaver!.id, dayBefore(DAY));
		const second = await setting.sync({ parameters });
		expect(activity(second)).toBe('false');
		rehire(setting.model, leaver!.id);
		const third = await setting.sync({ parameters });
		expect(third.changes.map(({ action }) => action)).toEqual(['reactivate']);
		expect(activity(third)).toBe('true');
	});

	test('segments, roles, several groups, levels and constants: uploaded in order, and nothing is left to do', async () => {
		await start();
		const parameters: Record<string, INode['parameters']> = {
			'Map employees to people': {
				segments: { values: [{ category: 'Office', value: 'Organization.Office' }] },
				attributes: {
					values: [{ name: 'groups', value: "={{ $json.Gender === 1 ? ['project-1'] : [] }}" }],
				},
				title: 'EmploymentForm',
			},
			'Build the group hierarchy': { levelAttribute: 'category' },
			[READ]: {
				lists: 'rows',
				userColumns:
					'Id = externalId\nUsername = username\nFirst Name = firstName\nLast Name = lastName\nTitle = title\nGroup = groups\nRole = role\nSegment = segments\nSource = "Flex; HRM"',
				groupColumns: 'Group Id = externalId\nName = name\nCategory = attributes.category',
			},
		};
		const first = await setting.sync({ parameters });
		expect([...first.files.keys()]).toEqual([
			...[sent(GROUPS, 1), sent(SEGMENTS, 1), sent(USERS, 1)],
			...[GROUPS, SEGMENTS, USERS],
		]);
		const uploaded = first.run.json(PREPARE).map(({ path }) => String(path).split('/').at(-1));
		expect(uploaded.slice(-3)).toEqual([SEGMENTS, GROUPS, USERS]);
		const offices = new Set(
			employedOn(setting.model, DAY)
				.filter(({ emailWork }) => emailWork)
				.flatMap((one) => organizationOn(setting.model, one.id, DAY).Office ?? []),
		);
		const segments = rowsOf(first.files.get(SEGMENTS)!);
		expect(segments.map((row) => [row['Segment Category'], row['Segment Name']])).toEqual(
			[...offices].sort().map((office) => ['Office', office]),
		);
		const groups = groupsIn(first);
		expect(new Set(groups.map((row) => row.Category))).toEqual(
			new Set(['Office', 'Department', 'Team']),
		);
		const rows = usersIn(first);
		expect(new Set(rows.map((row) => row.Source))).toEqual(new Set(['Flex; HRM']));
		// A manager has a row of that role for the group, and every group has at most one.
		const managers = rows.filter((row) => row.Role === 'Admin').map((row) => row.Group);
		expect(managers.length).toBeGreaterThan(3);
		expect(new Set(managers).size).toBe(managers.length);
		const [man] = ordinary().filter(({ gender }) => gender === 1);
		const his = rows.filter((row) => row.Id === man!.id);
		expect(his.map((row) => [row.Group === 'project-1', row.Role])).toEqual([
			[false, 'User'],
			[true, 'User'],
		]);
		const office = organizationOn(setting.model, man!.id, DAY).Office;
		const segmentId = segments.find((row) => row['Segment Name'] === office)![
			'Segment External ID'
		];
		expect(his.map((row) => row.Segment)).toEqual([segmentId, '']);

		const second = await setting.sync({ parameters });
		expect([second.changes, second.held]).toEqual([[], []]);
		for (const name of [SEGMENTS, GROUPS, USERS]) {
			expect(second.files.get(name)).toBe(first.files.get(name));
		}
	});

	test('an export that the form loads: the first run compares with the users that exist', async () => {
		await start();
		const [known, byHand, other] = ordinary();
		const rest = employedOn(setting.model, DAY).filter(
			(one) => one.emailWork && ![known, byHand, other].includes(one),
		);
		const line = (one: FlexEmployee, id: string, lastName = one.lastName) =>
			`${id};${one.emailWork!.toUpperCase()};${one.firstName};${lastName}`;
		const content = [
			'\uFEFFExternal ID;Username;First Name;Last Name',
			line(known!, known!.id, 'Tidigare'),
			line(byHand!, ''),
			...rest.map((one) => line(one, one.id)),
			';konsult@exempel.se;Kim;Konsult',
			'gone-1;gone@exempel.se;Siv;Slutat',
			'',
		].join('\r\n');
		const load = async (dryRun: boolean) => {
			const data = Buffer.from(content).toString('base64');
			const binary = { Export: { data, mimeType: 'text/csv', fileName: 'users.csv' } };
			return await setting.run({
				load: [[{ json: {}, binary }]],
				parameters: { [CHECK_EXPORT]: { dryRun } },
			});
		};
		const checked = await load(true);
		expect(checked.run.hints(CHECK_EXPORT)).toEqual([
			'Dry run: nothing is uploaded. The export has ' +
				`${rest.length + 4} users, ${rest.length + 2} of them with an External ID.`,
		]);
		expect([...checked.files.keys()]).toEqual([]);
		const loaded = await load(false);
		const size = Buffer.byteLength(content);
		expect([...loaded.files]).toEqual([[`sent/${USERS}.export-${size}`, content]]);

		// One that was not uploaded whole has another size than its name says.
		setting.ssh.write(`sent/${USERS}.export-${size + 9}`, content.slice(0, -40));
		const outcome = await setting.sync();
		const about = (id: string) => outcome.changes.filter(({ externalId }) => externalId === id);
		expect(about(known!.id)[0]).toMatchObject({ action: 'update' });
		expect(about(byHand!.id)[0]).toMatchObject({
			action: 'update',
			changes: expect.arrayContaining([{ field: 'externalId', from: null, to: byHand!.id }]),
		});
		expect(about(other!.id)[0]).toMatchObject({ action: 'create' });
		expect(about('gone-1')).toMatchObject([{ action: 'delete' }]);
		const usernames = usersIn(outcome).map((row) => row.Username!.toLowerCase());
		expect(usernames).toContain(byHand!.emailWork!.toLowerCase());
		// Whom HR does not know and who has no External ID stays with Winningtemp.
		expect(usernames).not.toContain('konsult@exempel.se');
		expect(userRow(outcome, known!)).toMatchObject({ 'Last Name': known!.lastName });
		const second = await setting.sync();
		expect([second.changes, second.held]).toEqual([[], []]);
		expect(second.summary!.users.current).toBe(usersIn(outcome).length);
	});

	test('it works as the editor saves it, without values that are the defaults', async () => {
		await start();
		const first = await setting.sync();
		const second = await setting.sync({
			parameters: {
				'Find the last files': { usersFile: undefined, groupsFile: undefined },
				[READ]: { userColumns: undefined, groupColumns: undefined },
			},
		});
		expect(second.changes).toEqual([]);
		expect(pickedUp(second)).toEqual(pickedUp(first));
	});

	test('without a column for it, people cannot be deactivated, and nothing is uploaded', async () => {
		await start();
		const first = await setting.sync();
		leaveOn(setting.model, ordinary()[0]!.id, dayBefore(DAY));
		const second = await setting.run({
			parameters: { [PLAN]: { removal: { action: 'deactivate' } } },
		});
		expect(second.message).toMatch(/deactivates people, but no column/);
		expect(second.files).toEqual(first.files);
	});
});

withServer('what must not pass for a first load', () => {
	async function refused(spoil: () => void, message: RegExp): Promise<void> {
		await start();
		await setting.sync();
		spoil();
		const before = setting.ssh.files();
		const { run, message: said } = await setting.run();
		expect(said).toMatch(message);
		expect(run.timesRun(UPLOAD) + run.timesRun(CONFIRM) + run.timesRun(REPORT)).toBe(0);
		expect(setting.ssh.files()).toEqual(before);
	}

	test('a file of groups that is gone, copies included', async () => {
		await refused(() => {
			for (const name of setting.ssh.files().keys()) {
				if (name.includes(GROUPS)) setting.ssh.remove(name);
			}
		}, /there is no group: the last file of groups is missing/);
	});

	test('an empty file, and one with nothing but its first line', async () => {
		await refused(() => setting.ssh.write(USERS, ''), /wt_users\.csv is empty/);
		await refused(() => {
			const header = (name: string) => setting.ssh.read(name).split('\n')[0]!;
			for (const name of [GROUPS, USERS]) setting.ssh.write(name, header(name));
		}, /has no rows/);
	});

	test('a file that ends in the middle of a row', async () => {
		await refused(() => {
			const content = setting.ssh.read(USERS);
			setting.ssh.write(USERS, content.slice(0, content.lastIndexOf(';', content.length / 2) - 20));
		}, /has \d cells, but there are 12 columns: the file is cut short/);
	});

	test('a file of which n8n has not yet written the end when it hands it on', async () => {
		await start();
		const first = await setting.sync();
		const fs = jest.requireActual<typeof import('fs')>('fs');
		const { Writable } = jest.requireActual<typeof import('stream')>('stream');
		// A disk that takes its time. The client of SFTP does not wait for it when it reads a stream.
		const slow = jest.spyOn(fs, 'createWriteStream').mockImplementation(
			(path) =>
				new Writable({
					write(chunk: Buffer, _encoding, done) {
						const half = chunk.subarray(0, chunk.length / 2);
						fs.appendFileSync(path, half);
						void sleep(300).then(() => {
							fs.appendFileSync(path, chunk.subarray(half.length));
							done();
						});
					},
				}) as never,
		);
		try {
			const parameters = { 'Download the last files': { options: {} } };
			const { message, files, run } = await setting.run({ parameters });
			expect(message).toMatch(
				/^The file wt_groups\.csv has \d+ bytes on the server, but \d+ were read$/,
			);
			expect(run.timesRun(UPLOAD)).toBe(0);
			expect(files).toEqual(first.files);
			const shipped = await setting.sync();
			expect(shipped.changes).toEqual([]);
			expect(pickedUp(shipped)).toEqual(pickedUp(first));
		} finally {
			slow.mockRestore();
		}
	});

	test('columns with other names', async () => {
		await refused(
			() => setting.ssh.write(USERS, setting.ssh.read(USERS).replace('Username', 'Login')),
			/of no user, group or segment: it has the columns External ID, Login/,
		);
	});

	test('a server that refuses the key, or that cannot be reached', async () => {
		await start();
		await setting.sync();
		const before = setting.ssh.files();
		const outsider = await setting.run({ sftp: { username: 'nobody-in-particular' } });
		expect(outsider.message).toMatch(/authentication/i);
		const unreachable = await setting.run({ sftp: { port: 1 } });
		expect(unreachable.message).toMatch(/ECONNREFUSED/);
		expect(setting.ssh.files()).toEqual(before);
	});
});

withServer('an upload that is cut short', () => {
	/** The connections of a run: list, download, upload, delete, rename. */
	const CONNECTIONS = 5;

	/**
	 * Bytes from the client after which to cut each of them. A connection that is cut before it
	 * stands is made again by the FTP node, so most places are in what comes after that.
	 */
	const placesIn = (bytes: number, connection: number) => {
		if (connection === 3) {
			return [900, 2300, 2900, 0.3 * bytes, 0.5 * bytes, 0.8 * bytes, bytes - 250].map(Math.floor);
		}
		const fromEnd = connection < 3 ? [300, 60] : [450, 300, 150, 60];
		return fromEnd.map((end) => bytes - end);
	};

	let before: Map<string, string>;
	let whole: Outcome;
	/** Bytes that come from the client in an uninterrupted run, by connection. */
	let bytes: number[];

	beforeAll(async () => {
		setting = await FileSetting.start({
			directory: { people: 60, companies: 1, referenceDate: DAY },
		});
		await setting.sync();
		const { model, ssh } = setting;
		const [leaver, moved, renamed] = ordinary();
		before = ssh.files();
		leaveOn(model, leaver!.id, dayBefore(DAY));
		employeeById(model, renamed!.id).lastName = 'Nygift;"Ek"';
		setOrganization(model, moved!.id, { Team: 'Ett nytt lag' });
		expect(path(moved!).at(-1)).toBe('Ett nytt lag');
		ssh.watch();
		whole = await setting.sync();
		bytes = [...ssh.bytes];
	});

	afterAll(async () => await setting.close());

	test('a whole run has as many connections, and changes the files', () => {
		expect(bytes).toHaveLength(CONNECTIONS);
		expect(pickedUp(whole)).not.toEqual(pickedUp({ files: before }));
	});

	test.each([
		[1, 'list', 0],
		[2, 'download', 0],
		[3, 'upload', 3],
		[4, 'delete', 0],
		[5, 'rename', 0],
	])(
		'laws 2 and 3: Winningtemp never gets a part of a file, and the next run ends as if nothing had been (connection %d: %s)',
		async (connection, _what, most) => {
			const { ssh } = setting;
			let cuts = 0;
			for (const afterBytes of placesIn(bytes[connection - 1]!, connection)) {
				ssh.restore(before);
				ssh.watch({ connection, afterBytes });
				const cut = await setting.run();
				if (cut.message !== '') cuts++;
				for (const name of [GROUPS, USERS]) {
					// Gone for a moment at most: between the deletion and the renaming.
					const gone = connection > 3 ? [undefined] : [];
					const right = [before.get(name), whole.files.get(name), ...gone];
					expect(right).toContain(cut.files.get(name));
				}
				const old = pickedUp({ files: before });
				const [now, made] = [pickedUp(cut), pickedUp(whole)];
				const isCut = cut.message !== '';
				expect(now).toEqual(isCut ? (connection <= 3 ? old : now) : made);
				ssh.watch();
				const next = await setting.sync();
				expect(pickedUp(next)).toEqual(pickedUp(whole));
			}
			expect(cuts).toBeGreaterThan(most);
		},
	);
});
