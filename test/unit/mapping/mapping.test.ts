import fc from 'fast-check';
import { genderCodes } from '../../../directory/mapping/values';
import { codes, employee, map, mapOne, mapping, named, organizational } from './support';
import { runs } from '../../support/runs';

describe('the mission’s mapping', () => {
	test('a record of Flex becomes a person', () => {
		expect(mapOne({ Organization: { Office: 'Stockholm', Department: null } })).toStrictEqual({
			externalId: 'e1',
			username: 'anna.lindqvist@exempel.se',
			email: 'anna.lindqvist@exempel.se',
			firstName: 'Anna',
			lastName: 'Lindqvist',
			gender: 'female',
			birthday: '1988-04-17',
			managerExternalId: null,
			excludeFromSurveys: false,
			organization: { Office: 'Stockholm', Department: null },
		});
	});

	test('External ID, username and names are enough: nothing else of a person is passed on, and nothing is reported', () => {
		const cleared = { email: '', gender: '', birthday: '', manager: '', excludeFromSurveys: '' };
		const { people, skipped, hints } = map([employee()], mapping(cleared));
		expect(people).toStrictEqual([
			{
				externalId: 'e1',
				username: 'anna.lindqvist@exempel.se',
				firstName: 'Anna',
				lastName: 'Lindqvist',
			},
		]);
		expect([skipped, hints]).toEqual([[], []]);
	});

	test('ids that are numbers become text, and meet the managers that name them', () => {
		const { people } = map([
			employee({ Id: 7 }),
			employee({ Id: ' 8 ', EmailWork: 'bo@exempel.se', ImmediateManagerEmployeeId: ' 7' }),
		]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['7', '8']);
		expect(people[1]!.managerExternalId).toBe('7');
	});

	test('an unknown manager is passed on: he may be known to Winningtemp', () => {
		expect(mapOne({ ImmediateManagerEmployeeId: 'elsewhere' }).managerExternalId).toBe('elsewhere');
	});

	test('case 33: someone becomes, and stops being, External Personnel', () => {
		expect(mapOne({ EmploymentType: 'external  personnel' }).excludeFromSurveys).toBe(true);
		expect(mapOne({ EmploymentType: 'Employee' }).excludeFromSurveys).toBe(false);
		expect(mapOne({ EmploymentType: true }).excludeFromSurveys).toBe(true);
	});

	test('case 31: an unknown gender leaves the present one alone, and is named', () => {
		const person = mapOne({ Gender: 7 });
		expect(person).not.toHaveProperty('gender');
		expect(person.issues).toEqual([
			{
				severity: 'warning',
				code: 'unknownGender',
				message:
					'Anna Lindqvist keeps the present gender, because the gender code “7” in HR is not known. Add it under Gender Codes, or correct it in HR.',
				subject: { kind: 'user', externalId: 'e1', name: 'Anna Lindqvist' },
				details: { code: '7' },
			},
		]);
	});

	test('case 32: a birthday in the future and nonsense leave the present one alone, and are named', () => {
		expect(mapOne({ DateOfBirth: '1988-02-29T00:00:00' }).birthday).toBe('1988-02-29');
		const future = mapOne({ DateOfBirth: '2026-03-03' });
		expect(future).not.toHaveProperty('birthday');
		expect(codes(future)).toEqual(['futureBirthday']);
		const nonsense = mapOne({ DateOfBirth: '2023-02-29' });
		expect(nonsense).not.toHaveProperty('birthday');
		expect(codes(nonsense)).toEqual(['invalidBirthday']);
	});

	test('case 28: names and usernames lose what nobody sees', () => {
		const person = mapOne({
			FirstName: ' A\u030Asa\u00A0 Maria ',
			LastName: 'Ek\u200B',
			EmailWork: 'ASA.EK@exempel.se\u00A0',
		});
		expect(person).toMatchObject({
			firstName: 'Åsa Maria',
			lastName: 'Ek',
			username: 'asa.ek@exempel.se',
			email: 'asa.ek@exempel.se',
		});
		expect(person.issues).toBeUndefined();
	});

	test.each([
		'a/b; "c"',
		'<script>alert(1)</script>',
		'constructor',
		'__proto__',
		'👩‍👩‍👧‍👦',
		'x'.repeat(300),
		'=1+1',
		'{{ $json }}',
	])('case 30: the name %s is carried through unharmed', (name) => {
		const by = mapping({}, { attributes: [named(name, 'Title')] });
		const person = mapOne({ LastName: name, Title: name, Organization: { [name]: name } }, by);
		expect(person.lastName).toBe(name);
		expect(Object.entries(person.attributes!)).toEqual([[name, name]]);
		expect(person.organization).toEqual({ [name]: name });
	});

	test('case 30: a field called __proto__ is passed on as a field', () => {
		const organization: unknown = JSON.parse('{"__proto__": "Lund", "constructor": "IT"}');
		const person = mapOne({ Organization: organization });
		expect(JSON.stringify(person.organization)).toBe('{"__proto__":"Lund","constructor":"IT"}');
		expect(Object.getPrototypeOf(person.organization)).toBe(Object.prototype);
	});
});

describe('people who cannot be users are skipped and named', () => {
	test('case 16: no work e-mail', () => {
		const { people, skipped } = map([
			employee({ EmailWork: null }),
			employee({ Id: 'e2', EmailWork: 'bo@exempel.se' }),
		]);
		expect(people.map(({ externalId }) => externalId)).toEqual(['e2']);
		expect(skipped).toEqual([
			{
				externalId: 'e1',
				name: 'Anna Lindqvist',
				username: null,
				skipped: true,
				issues: [
					{
						severity: 'error',
						code: 'missingUsername',
						message:
							'Anna Lindqvist is not synchronised: no username: "EmailWork" is empty. Enter it in HR, or map username from another field.',
						subject: { kind: 'user', externalId: 'e1', name: 'Anna Lindqvist' },
						details: { parameter: 'username' },
					},
				],
			},
		]);
	});

	test.each([null, '', '  ', '\u00A0', '\u200B', undefined, [], {}])(
		'case 16: a username is never blank, whatever is in its place: %p',
		(value) => {
			const { people, skipped } = map([employee({ EmailWork: value }), employee({ Id: 'e2' })]);
			expect(people.map(({ externalId }) => externalId)).toEqual(['e2']);
			expect(skipped.flatMap(codes)).toContain('missingUsername');
		},
	);

	test('case 16: mapped from another field, the person is there', () => {
		const by = mapping({ username: 'EmploymentNumber' });
		const person = mapOne({ EmailWork: null, EmploymentNumber: 1017 }, by);
		expect(person).toMatchObject({ username: '1017', email: null });
	});

	test('a username with a blank inside', () => {
		const { people, skipped } = map([employee({ EmailWork: 'anna lindqvist@exempel.se' })]);
		expect(people).toEqual([]);
		expect(skipped.flatMap(codes)).toContain('invalidUsername');
	});

	test('everything that is missing is reported at once', () => {
		const { skipped } = map([
			employee({ Id: null, FirstName: ' ', LastName: null, EmailWork: '' }),
			employee(),
		]);
		expect(skipped).toHaveLength(1);
		expect(skipped[0]).toMatchObject({ externalId: null, username: null });
		expect(codes(skipped[0]!)).toEqual([
			'missingExternalId',
			'missingUsername',
			'missingFirstName',
			'missingLastName',
		]);
		expect(skipped[0]!.issues[0]!.subject.name).toBe('A record without name');
	});

	test('one faulty record stops only itself', () => {
		const records: unknown[] = Array.from({ length: 50 }, (_, i) =>
			employee({ Id: `e${i}`, EmailWork: `p${i}@exempel.se` }),
		);
		records.splice(20, 0, null, 'text', [], 4);
		const { people, skipped } = map(records);
		expect(people).toHaveLength(50);
		expect(skipped).toHaveLength(4);
	});

	test('a malformed address is left out, and the person is synchronised', () => {
		const person = mapOne({ EmailWork: 'anna' });
		expect(person.username).toBe('anna');
		expect(person).not.toHaveProperty('email');
		expect(codes(person)).toEqual(['invalidEmail']);
	});
});

describe('set, cleared and not mapped', () => {
	test('case 36: a value that is cleared in HR is null', () => {
		const by = mapping({ username: 'Id' }, { attributes: [named('title', 'Title')] });
		const cleared = { EmailWork: null, Gender: null, DateOfBirth: null, Title: '' };
		expect(mapOne({ ...cleared, EmploymentType: null }, by)).toMatchObject({
			email: null,
			gender: 'none',
			birthday: null,
			managerExternalId: null,
			excludeFromSurveys: false,
			attributes: { title: null },
		});
	});

	test('case 36: a value that is not mapped is absent', () => {
		const none = { email: '', gender: '', birthday: '', manager: '', excludeFromSurveys: '' };
		const person = mapOne({}, mapping(none));
		expect(Object.keys(person)).toEqual(['externalId', 'username', 'firstName', 'lastName']);
	});

	test('a field that only some records lack is empty there', () => {
		const without = employee({ Id: 'e2', EmailWork: 'bo@exempel.se' });
		delete without.DateOfBirth;
		const { people, hints } = map([employee(), without]);
		expect(people.map(({ birthday }) => birthday)).toEqual(['1988-04-17', null]);
		expect(hints).toEqual([]);
	});

	test('a field that no record has clears nothing: it counts as not mapped, and is told', () => {
		const by = mapping({ birthday: 'dateofbirth' }, { attributes: [named('title', 'Titel')] });
		const { people, hints } = map([employee({ Title: 'Chef' })], by);
		expect(people[0]).not.toHaveProperty('birthday');
		expect(people[0]).not.toHaveProperty('attributes');
		expect(hints).toEqual([
			'No item has the field "dateofbirth", which birthday is mapped to. Did you mean "DateOfBirth"? It counts as not mapped. Correct birthday, or empty it.',
			'No item has the field "Titel", which Titel is mapped to. Did you mean "Title"? It counts as not mapped. Correct Titel, or empty it.',
		]);
	});

	test.each(['externalId', 'username', 'firstName', 'lastName'] as const)(
		'a mandatory field that no record has ends the run: %s',
		(field) => {
			const by = mapping({ [field]: 'Nmae' });
			expect(() => map([employee({ Name: 'x' }), {}], by)).toThrow(
				expect.objectContaining({ code: 'input' }),
			);
			expect(() => map([employee({ Name: 'x' })], by)).toThrow(
				`No item has the field "Nmae", which ${field} is mapped to. Did you mean "Name"? Drag the right field into ${field}.`,
			);
		},
	);

	test('a slip inside a path is found, too', () => {
		const by = mapping({}, { attributes: [named('office', '={{ $json.Organisation.Office }}')] });
		const { hints } = map([employee({ Organization: { Office: 'Umeå' } })], by);
		expect(hints[0]).toContain('Did you mean "Organization.Office"?');
	});

	test('a value that cannot be worked out stops one person, or leaves one value alone', () => {
		const failing = (name: string) => ({
			parameter: name,
			label: 'its expression',
			fields: [],
			read: (_record: unknown, index: number) => {
				if (index === 1) throw new Error('boom');
				return `v${index}`;
			},
		});
		const records = [employee(), employee({ Id: 'e2', EmailWork: 'bo@exempel.se' })];
		const optional = mapping();
		optional.fields.email = failing('Email');
		const second = map(records, optional).people[1]!;
		expect(second).not.toHaveProperty('email');
		expect(codes(second)).toEqual(['expressionFailed']);
		const required = mapping();
		required.fields.lastName = failing('Last Name');
		const { people, skipped } = map(records, required);
		expect(people.map(({ lastName }) => lastName)).toEqual(['v0']);
		expect(skipped[0]!.issues.map(({ code }) => code)).toContain('expressionFailed');
	});

	test('an expression that fails for everybody ends the run with its own error', () => {
		const by = mapping();
		by.fields.email = {
			parameter: 'Email',
			label: 'its expression',
			fields: [],
			read: () => {
				throw new Error('boom');
			},
		};
		expect(() => map([employee()], by)).toThrow('boom');
	});

	test('no records give no people, and no error', () => {
		expect(map([])).toEqual({ people: [], sources: [], skipped: [], hints: [] });
	});
});

describe('organisational fields', () => {
	const Organization = { Office: 'Stockholm', Department: 'Finance', Team: null };
	const OrganizationCodes = { Office: '01', Department: '02', Team: null };

	test('without a choice all of them are passed on in their order, with their codes', () => {
		const person = mapOne({ Organization, OrganizationCodes });
		expect(Object.keys(person.organization!)).toEqual(['Office', 'Department', 'Team']);
		expect(person.organizationCodes).toEqual(OrganizationCodes);
		expect(person.organization).not.toBe(Organization);
	});

	test('chosen ones come in the order chosen, by path or by plain name', () => {
		const by = mapping(
			{},
			{ organization: organizational('Team', '={{ $json.Organization.Office }}') },
		);
		const person = mapOne({ Organization, OrganizationCodes }, by);
		expect(Object.entries(person.organization!)).toEqual([
			['Team', null],
			['Office', 'Stockholm'],
		]);
		expect(person.organizationCodes).toEqual({ Team: null, Office: '01' });
	});

	test('a plain name is a dimension before it is a field of the record', () => {
		const by = mapping({}, { organization: organizational('City', 'Unit') });
		const person = mapOne({ Organization: { City: 'Lund' }, City: 'Malmö', Unit: 'U1' }, by);
		expect(person.organization).toEqual({ City: 'Lund', Unit: 'U1' });
	});

	test('one that nobody has is told, with the near name', () => {
		const by = mapping({}, { organization: organizational('Ofice', 'Team') });
		const { people, hints } = map([employee({ Organization })], by);
		expect(people[0]!.organization).toEqual({ Team: null });
		expect(hints[0]).toContain('Did you mean "Organization.Office"?');
	});
});

describe('records of another system', () => {
	test('a CSV with names of its own', () => {
		const by = mapping(
			{
				externalId: 'Anst.nr',
				username: 'E-post',
				email: 'E-post',
				firstName: 'Förnamn',
				lastName: 'Efternamn',
				gender: 'Kön',
				birthday: 'Född',
				manager: 'Chef',
				excludeFromSurveys: 'Extern',
			},
			{
				genderCodes: genderCodes([
					['K', 'female'],
					['M', 'male'],
				]),
				organization: organizational('Kontor', 'Avdelning'),
				attributes: [named('title', 'Titel')],
			},
		);
		const row = {
			'Anst.nr': '0042',
			'E-post': 'Per.Öberg@exempel.se ',
			Förnamn: 'Per',
			Efternamn: 'Öberg',
			Kön: 'M',
			Född: '1979-11-02',
			Chef: '0007',
			Extern: 'false',
			Kontor: 'Göteborg',
			Avdelning: '',
			Titel: 'Snickare',
		};
		const { people, hints } = map([row], by);
		expect(hints).toEqual([]);
		expect(people).toStrictEqual([
			{
				externalId: '0042',
				username: 'per.öberg@exempel.se',
				email: 'per.öberg@exempel.se',
				firstName: 'Per',
				lastName: 'Öberg',
				gender: 'male',
				birthday: '1979-11-02',
				managerExternalId: '0007',
				excludeFromSurveys: false,
				attributes: { title: 'Snickare' },
				organization: { Kontor: 'Göteborg', Avdelning: null },
			},
		]);
	});
});

describe('properties', () => {
	const few = (...values: unknown[]) => fc.constantFrom(...values);
	/** Small worlds, so that ids, companies and usernames collide often. */
	const record = fc.record(
		{
			Id: few('1', '2', 3, '3', 'A:1', null, ''),
			CompanyId: few('A', 'B', '', null),
			FirstName: few('Anna', 'Bo', 'anna ', null),
			LastName: few('Ek', 'Alm'),
			EmailWork: few('a@x.se', 'A@x.se', 'b@x.se', 'b b@x.se', null),
			Gender: few(1, 2, '_', 7, null),
			DateOfBirth: few('1990-01-01', '1991-01-01T00:00:00', null, 'x', '2222-01-01'),
			ImmediateManagerEmployeeId: few('1', '2', '3', '9', null),
			FromDate: few('2020-01-01', '2021-01-01', null),
			Organization: few({ Office: 'Lund' }, {}, null),
		},
		{ requiredKeys: [] },
	);
	const lenient = (records: unknown[]) => {
		const complete = employee({ Id: 'whole', EmailWork: 'whole@x.se', FromDate: '2020-01-01' });
		return [...records, complete];
	};

	test('case 38: the order of the records makes no difference', () => {
		const shuffled = fc
			.array(record, { maxLength: 12 })
			.chain((records) =>
				fc.tuple(
					fc.constant(lenient(records)),
					fc.shuffledSubarray(lenient(records), { minLength: records.length + 1 }),
				),
			);
		fc.assert(
			fc.property(shuffled, ([records, others]) => {
				const [one, other] = [map(records), map(others)];
				const sorted = (list: unknown[]) => list.map((item) => JSON.stringify(item)).sort();
				expect(sorted(other.people)).toEqual(sorted(one.people));
				expect(sorted(other.skipped)).toEqual(sorted(one.skipped));
				expect(other.hints).toEqual(one.hints);
			}),
			{ numRuns: runs(400) },
		);
	});

	test('External IDs are unique among people, and nobody is both there and skipped', () => {
		fc.assert(
			fc.property(fc.array(record, { maxLength: 15 }), (records) => {
				const { people, skipped } = map(lenient(records));
				const ids = people.map(({ externalId }) => externalId);
				expect(new Set(ids).size).toBe(ids.length);
				for (const { externalId } of skipped) expect(ids).not.toContain(externalId);
			}),
			{ numRuns: runs(400) },
		);
	});

	const isEmpty = (value: unknown) => value === null || value === '';

	test('every record is accounted for once, blank ones left aside; equal rows are one person', () => {
		const idOf = (one: unknown) => String((one as { Id?: unknown }).Id ?? '');
		fc.assert(
			fc.property(fc.array(record, { maxLength: 15 }), (records) => {
				const all = lenient(records);
				const { sources, skipped } = map(all);
				const seen = sources.flat();
				expect(new Set(seen).size).toBe(seen.length);
				const unseen = all.filter(
					(one, i) => !seen.includes(i) && !Object.values(one as object).every(isEmpty),
				);
				expect(skipped.length).toBeLessThanOrEqual(unseen.length);
				expect(skipped.length).toBeGreaterThanOrEqual(new Set(unseen.map(idOf)).size);
			}),
			{ numRuns: runs(400) },
		);
	});

	test('any JSON whatever gives well-formed people or named issues, never an exception', () => {
		// JSON as it arrives: it has no negative zero.
		const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);
		const anything = fc.oneof(
			json,
			fc.dictionary(
				fc.constantFrom('Id', 'EmailWork', 'FirstName', 'LastName', 'Gender', 'DateOfBirth'),
				json,
			),
			fc.record({
				Id: json,
				CompanyId: json,
				FirstName: fc.string({ unit: 'binary' }),
				LastName: fc.constantFrom('__proto__', 'constructor', 'Ek'),
				EmailWork: fc.oneof(fc.emailAddress(), fc.string()),
				Gender: json,
				DateOfBirth: fc.oneof(fc.string(), json),
				ImmediateManagerEmployeeId: json,
				Organization: json,
				OrganizationCodes: json,
				Title: json,
			}),
		);
		const by = mapping({}, { attributes: [named('__proto__', 'Title')] });
		fc.assert(
			fc.property(fc.array(anything, { maxLength: 8 }), (records) => {
				const { people, skipped } = map(lenient(records), by);
				for (const person of people) {
					expect(person.externalId).toMatch(/\S/);
					expect(person.username).toMatch(/^\S+$/u);
					expect(person.username).toBe(person.username.toLowerCase());
					expect(person.firstName).toBe(person.firstName.trim());
					expect(person.firstName).not.toBe('');
					expect(person.lastName).not.toBe('');
					expect(person.gender ?? 'none').toMatch(/^(male|female|none)$/);
					expect(typeof (person.managerExternalId ?? '')).toBe('string');
					expect(typeof (person.excludeFromSurveys ?? false)).toBe('boolean');
					expect(JSON.parse(JSON.stringify(person))).toEqual(person);
				}
				for (const birthday of people.flatMap((person) => person.birthday || [])) {
					expect(birthday).toMatch(/^(19|20)\d\d-\d\d-\d\d$/);
				}
				for (const { issues } of skipped) {
					expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
				}
			}),
			{ numRuns: runs(400) },
		);
	});
});
