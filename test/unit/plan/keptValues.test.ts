import { applyChanges } from '../../../directory/apply';
import { withValues } from '../../../directory/apply/fieldValues';
import { MemoryTarget } from '../../../directory/apply/memoryTarget';
import type { Kind, Written } from '../../../directory/apply/target';
import type { JsonValue } from '../../../directory/common/json';
import type { FieldChange } from '../../../directory/model/change';
import type { Group } from '../../../directory/model/group';
import type { Person } from '../../../directory/model/person';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { DroppedFields } from '../../../scim/droppedFields';
import { DEFAULT_SETTINGS, planSync, systems } from '../../support/plan';
import { KeptValues } from '../../../directory/plan/keptValues';
import { pairOf, type Kept } from '../../../directory/model/forms';
import { brief, group, person, userOf } from './build';

/** Night after night against a directory that does not keep values as they are sent. */

type Reshape = (field: string, to: JsonValue, from: JsonValue, targetId: string) => JsonValue;

const REFUSED: Written = { ok: false, attempts: 1, refusal: 'content', error: 'Not so' };

class Reshaping extends MemoryTarget {
	readonly seen = new Set<string>();
	refuses: (field: string, to: JsonValue) => boolean = () => false;
	/** Values that were refused. */
	refused = 0;

	constructor(
		public reshape: Reshape,
		private readonly confirms = true,
	) {
		super(
			{ users: [], groups: [] },
			{ product: 'memory', managersFirst: false, membersOn: 'group', support: () => 'written' },
		);
	}

	override async create(
		kind: Kind,
		id: string | null,
		fields: readonly FieldChange[],
		members: readonly string[],
	): Promise<Written> {
		if (this.isRefused(fields)) return REFUSED;
		return this.answer(
			await super.create(kind, id, this.kept(fields, `new ${id}`), members),
			fields,
		);
	}

	override async update(kind: Kind, id: string, fields: readonly FieldChange[]): Promise<Written> {
		if (this.isRefused(fields)) return REFUSED;
		return this.answer(await super.update(kind, id, this.kept(fields, id)), fields);
	}

	private isRefused(fields: readonly FieldChange[]): boolean {
		const bad = fields.filter(({ field, to }) => this.refuses(field, to));
		// Sent with others, nobody knows which one is meant; sent alone, it counts as a try.
		if (bad.length > 0 && fields.length === 1) this.refused++;
		return bad.length > 0;
	}

	private kept(fields: readonly FieldChange[], id: string): FieldChange[] {
		return fields.map((one) => ({ ...one, to: this.reshape(one.field, one.to, one.from, id) }));
	}

	/** Without a body, what was sent is all that is known, but for the first write of each field in a run. */
	private answer(written: Written, fields: readonly FieldChange[]): Written {
		if (!written.ok) return written;
		const parts = fields.map(({ field, to }) => (to === null ? `${field}-` : field));
		const isFirst = parts.some((one) => !this.seen.has(one));
		for (const one of parts) this.seen.add(one);
		const confirmed = this.confirms || isFirst;
		const current = confirmed ? written.current : withValues(written.current, fields);
		return { ...written, current, attempts: 1, confirmed };
	}
}

const TENANT = 'https://tenant.example';
const { map } = readSettings({ baseUrl: TENANT, token: 'secret' });
const DAY = 86_400_000;

class Nights {
	private memory: unknown = [];
	day = 0;

	constructor(readonly target: Reshaping) {}

	async night(users: Person[], groups: Group[] = []) {
		const known = new DroppedFields(
			this.memory,
			TENANT,
			map,
			Date.UTC(2026, 2, 1) + this.day * DAY,
		);
		const { kept } = known;
		this.target.seen.clear();
		const current = await this.target.read();
		const { changes, issues } = planSync({
			users,
			groups,
			current,
			settings: DEFAULT_SETTINGS,
			kept,
		});
		const result = await applyChanges(this.target, changes, { concurrency: 1, kept });
		// As the workflow keeps it: as JSON.
		this.memory = JSON.parse(
			JSON.stringify(known.learn(result.dropped, result.taken, result) ?? this.memory),
		);
		return {
			planned: brief(changes),
			forms: result.forms,
			dropped: result.dropped,
			said: issues
				.filter(({ code }) => ['keptOtherwise', 'valueNotTaken'].includes(code))
				.map(({ message }) => message),
		};
	}

	async lastNames(): Promise<Array<string | null>> {
		const { users } = await this.target.read();
		return users.map(({ lastName }) => lastName);
	}
}

const cutAt =
	(length: number): Reshape =>
	(field, to) =>
		field === 'lastName' && typeof to === 'string' ? to.slice(0, length) : to;

const staff = (...names: string[]) => names.map((lastName, i) => person(`p${i}`, { lastName }));

describe.each([
	['shows what it keeps', true],
	['answers without a body', false],
])('a directory that cuts names and %s', (_name, confirms) => {
	test('gets each name once, and a new one when it changes', async () => {
		const nights = new Nights(new Reshaping(cutAt(8), confirms));
		const before = staff('Lindqvist', 'Ek', 'Bergström');
		await nights.night(before);
		await nights.night(before);
		const third = await nights.night(before);
		expect(third.planned).toEqual([]);
		expect(third.said).toEqual([
			'Winningtemp keeps the last name of 2 users in another form than HR (cut at 8 characters). It is compared as it comes back, and is written again only where it changes in HR. To have it as in HR, ask Winningtemp why it is changed there.',
		]);
		const after = staff('Lindqvist', 'Eklund', 'Sandström');
		expect((await nights.night(after)).planned).toEqual([
			'update user p1: lastName',
			'update user p2: lastName',
		]);
		expect(await nights.lastNames()).toEqual(['Lindqvis', 'Eklund', 'Sandströ']);
		expect((await nights.night(after)).planned).toEqual([]);
	});
});

test('a new hire with a long name is created, and then left alone', async () => {
	const nights = new Nights(new Reshaping(cutAt(8)));
	await nights.night(staff('Lindqvist'));
	await nights.night(staff('Lindqvist', 'Bergström'));
	expect((await nights.night(staff('Lindqvist', 'Bergström'))).planned).toEqual([]);
});

describe('values that no rule explains', () => {
	const nicknames: Record<string, string> = { Karl: 'Kalle', Margareta: 'Greta' };
	const reshape: Reshape = (field, to) =>
		field === 'lastName' ? (nicknames[String(to)] ?? to) : to;

	test.each([
		['shows what it keeps', true],
		['answers without a body', false],
	])('are remembered one by one, where the directory %s', async (_name, confirms) => {
		const nights = new Nights(new Reshaping(reshape, confirms));
		const people = staff('Karl', 'Berg', 'Margareta');
		await nights.night(people);
		await nights.night(people);
		const third = await nights.night(people);
		expect(third.planned).toEqual([]);
		expect(third.said).toEqual([
			expect.stringMatching(
				/^Winningtemp keeps the last name of 2 users in another form than HR\. /,
			),
		]);
		const other = staff('Kurt', 'Berg', 'Margareta');
		expect((await nights.night(other)).planned).toEqual(['update user p0: lastName']);
		expect(await nights.lastNames()).toEqual(['Kurt', 'Berg', 'Greta']);
	});
});

test('a directory that keeps capitals is not taken for one that changes them', async () => {
	const nights = new Nights(new Reshaping((_field, to) => to));
	await nights.night(staff('anders', 'Berg'));
	expect((await nights.night(staff('Anders', 'berg'))).planned).toEqual([
		'update user p0: lastName',
		'update user p1: lastName',
	]);
	expect(await nights.lastNames()).toEqual(['Anders', 'berg']);
});

test('one name that is changed once, where others keep their form, makes no rule for all', async () => {
	const nights = new Nights(
		new Reshaping((field, to, _from, id) =>
			field === 'lastName' && id === 'new p0' ? String(to).toLowerCase() : to,
		),
	);
	const { forms } = await nights.night(staff('Anders', 'Berg'));
	expect(forms).toEqual([{ field: 'user.lastName', pairs: [expect.any(String)] }]);
	expect((await nights.night(staff('Anders', 'Berg'))).planned).toEqual([]);
	expect((await nights.night(staff('Anders', 'berg'))).planned).toEqual([
		'update user p1: lastName',
	]);
});

test('after a week one value is sent again; where it is kept, the others follow', async () => {
	const target = new Reshaping(cutAt(8));
	const nights = new Nights(target);
	const people = staff('Lindqvist', 'Bergström', 'Sandström');
	await nights.night(people);
	nights.day = 6;
	expect((await nights.night(people)).planned).toEqual([]);
	nights.day = 8;
	expect((await nights.night([...people].reverse())).planned).toEqual(['update user p0: lastName']);
	expect((await nights.night(people)).planned).toEqual([]);
	target.reshape = (_field, to) => to;
	nights.day = 16;
	expect((await nights.night(people)).planned).toEqual(['update user p0: lastName']);
	expect((await nights.night(people)).planned).toEqual([
		'update user p1: lastName',
		'update user p2: lastName',
	]);
	expect((await nights.night(people)).planned).toEqual([]);
	expect(await nights.lastNames()).toEqual(['Lindqvist', 'Bergström', 'Sandström']);
});

test('what is sent to a new user and kept whole ends the rule', async () => {
	const target = new Reshaping(cutAt(8));
	const nights = new Nights(target);
	await nights.night(staff('Lindqvist'));
	target.reshape = (_field, to) => to;
	await nights.night(staff('Lindqvist', 'Bergström'));
	expect((await nights.night(staff('Lindqvist', 'Bergström'))).planned).toEqual([
		'update user p0: lastName',
	]);
});

describe.each([
	['shows what it keeps', true],
	['answers without a body', false],
])('a directory that empties nothing and %s', (_name, confirms) => {
	const keeping: Reshape = (_field, to, from) => to ?? from;

	test('is asked once for each person, and gets a new value', async () => {
		const nights = new Nights(new Reshaping(keeping, confirms));
		const born = staff('Ek', 'Berg', 'Sten').map((one) => ({ ...one, birthday: '1980-01-31' }));
		const cleared = born.map((one, i) => (i < 2 ? { ...one, birthday: null } : one));
		await nights.night(born);
		expect((await nights.night(cleared)).planned).toEqual([
			'update user p0: birthday',
			'update user p1: birthday',
		]);
		const after = await nights.night(cleared);
		expect(after.planned).toEqual([]);
		expect(after.said).toEqual([expect.stringMatching(/the birthday of 2 users in another form/)]);
		const again = cleared.map((one, i) => (i === 0 ? { ...one, birthday: '1999-12-31' } : one));
		expect((await nights.night(again)).planned).toEqual(['update user p0: birthday']);
	});
});

test('names of groups that are cut: a renamed group is written, a cut name is not', async () => {
	const nights = new Nights(
		new Reshaping((field, to) => (field === 'name' ? String(to).slice(0, 10) : to)),
	);
	const people = staff('Ek').map((one) => ({ ...one, groupExternalId: 'g' }));
	const groups = (name: string) => [group('g', name)];
	await nights.night(people, groups('Ekonomi och administration'));
	const second = await nights.night(people, groups('Ekonomi och administration'));
	expect(second.planned).toEqual([]);
	expect(second.said).toEqual([
		expect.stringMatching(/the name of 1 group .*cut at 10 characters/),
	]);
	const renamed = await nights.night(people, groups('Inköp och administration'));
	expect(renamed.planned).toEqual(['update group Inköp och administration: name']);
	expect((await nights.night(people, groups('Inköp och administration'))).planned).toEqual([]);
});

describe('names of groups that get a number, since each is taken once', () => {
	/** Cuts names, and takes each once, as it is kept. */
	class Unique extends Reshaping {
		/** Names of groups that nobody sees. */
		hidden: readonly string[] = [];

		constructor(length: number) {
			super((field, to) => (field === 'name' ? String(to).slice(0, length) : to));
		}

		override async create(...of: Parameters<Reshaping['create']>): Promise<Written> {
			const isTaken = await this.isTaken(of[2], null);
			return isTaken ? TAKEN : await super.create(...of);
		}

		override async update(...of: Parameters<Reshaping['update']>): Promise<Written> {
			const isTaken = await this.isTaken(of[2], of[1]);
			return isTaken ? TAKEN : await super.update(...of);
		}

		private async isTaken(fields: readonly FieldChange[], id: string | null): Promise<boolean> {
			const wanted = fields.find(({ field }) => field === 'name');
			if (!wanted) return false;
			const name = String(this.reshape('name', wanted.to, null, ''));
			const { groups } = await this.read();
			return (
				this.hidden.includes(name) || groups.some((one) => one.name === name && one.targetId !== id)
			);
		}

		async names(): Promise<string[]> {
			return (await this.read()).groups.map(({ name }) => name);
		}
	}

	const TAKEN: Written = { ...REFUSED, refusal: 'conflict', isNameTaken: true };
	const people = staff('Ek').map((one) => ({ ...one, groupExternalId: 'g0' }));
	const shops = (...names: string[]) => names.map((name, i) => group(`g${i}`, name));

	test('a new name that is cut to the same as the old one is written once', async () => {
		const target = new Unique(11);
		const nights = new Nights(target);
		const before = shops('Kundservice Norr', 'Kundservice Söder', 'Kundservice Väst');
		await nights.night(people, before);
		expect(await target.names()).toEqual(['Kundservice', '2 Kundservi', '3 Kundservi']);
		expect((await nights.night(people, before)).planned).toEqual([]);
		const after = shops('Kundservice Norr', 'Kundservice Öster', 'Kundservice Väst');
		expect((await nights.night(people, after)).planned).toEqual([
			'update group Kundservice Öster: name',
		]);
		expect(await target.names()).toEqual(['Kundservice', '2 Kundservi', '3 Kundservi']);
		expect(await nights.night(people, after)).toMatchObject({
			planned: [],
			said: [expect.stringMatching(/the name of 3 groups in another form/)],
		});
		const other = shops('Kundservice Norr', 'Lager', 'Kundservice Väst');
		expect((await nights.night(people, other)).planned).toEqual(['update group Lager: name']);
		expect(await target.names()).toEqual(['Kundservice', 'Lager', '3 Kundservi']);
	});

	test('where what was remembered is lost, the same name is written once more, and not again', async () => {
		const target = new Unique(100);
		target.hidden = ['IT'];
		const nights = new Nights(target);
		await nights.night(people, shops('IT'));
		expect(await target.names()).toEqual(['2 IT']);
		const later = new Nights(target);
		expect((await later.night(people, shops('IT'))).planned).toEqual(['update group IT: name']);
		expect(await target.names()).toEqual(['2 IT']);
		expect((await later.night(people, shops('IT'))).planned).toEqual([]);
	});
});

test('a field whose values all come back changed without a rule is given up, and others are written', async () => {
	let number = 0;
	const nights = new Nights(
		new Reshaping((field, to) => (field === 'title' ? `${++number} of some` : to)),
	);
	const people = Array.from({ length: 1001 }, (_unused, i) =>
		person(`p${i}`, { title: `Title ${i}` }),
	);
	const { dropped, forms } = await nights.night(people);
	expect(dropped).toEqual(['user.title']);
	expect(forms).toEqual([]);
});

test('nonsense in the memory counts as no memory', async () => {
	const entry = { tenant: TENANT, field: 'user.lastName', path: 'name.familyName' };
	const since = new Date(Date.UTC(2026, 2, 1)).toISOString();
	const known = new DroppedFields(
		[{ ...entry, since, forms: ['lower', 7, 'constructor'], pairs: 'no list' }],
		TENANT,
		map,
		Date.UTC(2026, 2, 2),
	);
	expect(known.kept.get('user.lastName')).toEqual({
		forms: ['lower'],
		pairs: new Set(),
		isDue: false,
	});
	expect(known.leftOut).toEqual([]);
});

describe('a value that the directory does not take of one person', () => {
	const people = (title = 'ask Bo') =>
		['Cook', title, 'Clerk'].map((one, i) => person(`p${i}`, { title: one }));
	const isBad = (field: string, to: JsonValue) => field === 'title' && to === 'ask Bo';
	const refusing = () => {
		const target = new Reshaping((_field, to) => to);
		target.refuses = isBad;
		return target;
	};
	const forgetting = () => new Reshaping((field, to, from) => (isBad(field, to) ? from : to));

	test.each([
		['refuses it', refusing],
		['answers that it was done', forgetting],
	])('is written once, named each night, and written when it changes: %s', async (_how, make) => {
		const nights = new Nights(make());
		await nights.night(people());
		for (const day of [1, 2, 3]) {
			nights.day = day;
			expect(await nights.night(people())).toMatchObject({
				planned: [],
				said: [
					'Winningtemp did not take the title of 1 user from HR. It is written again where it changes in HR, and after a week. Correct it in HR, or ask Winningtemp why it is refused.',
				],
			});
		}
		expect((await nights.night(people('Baker'))).planned).toEqual(['update user p1: title']);
		expect(await nights.night(people('Baker'))).toMatchObject({ planned: [], said: [] });
	});

	test('is tried on three of twenty nights, a week apart', async () => {
		const target = refusing();
		const nights = new Nights(target);
		const tried: number[] = [];
		for (nights.day = 0; nights.day < 20; nights.day++) {
			const before = target.refused;
			await nights.night(people());
			if (target.refused > before) tried.push(nights.day);
		}
		expect(tried).toEqual([0, 7, 14]);
	});

	test('is there after a week, where the directory takes it by then', async () => {
		const target = refusing();
		const nights = new Nights(target);
		await nights.night(people());
		target.refuses = () => false;
		nights.day = 6;
		expect((await nights.night(people())).planned).toEqual([]);
		nights.day = 7;
		expect((await nights.night(people())).planned).toEqual(['update user p1: title']);
		expect(await nights.night(people())).toMatchObject({ planned: [], said: [] });
	});
});

test('two values of a person of which one is refused: the other one is not taken for refused', async () => {
	const target = new Reshaping((_field, to) => to);
	target.refuses = (field, to) => to === `bad ${field}`;
	const nights = new Nights(target);
	const people = [
		person('p0', { title: 'bad title', phone: '1' }),
		person('p1', { title: 'Cook', phone: 'bad phone' }),
		// By then both fields are suspects: they are left out together, and one of them is at fault.
		person('p2', { title: 'bad title', phone: '3' }),
	];
	const values = async () => (await target.read()).users.map(({ title, phone }) => [title, phone]);
	await nights.night(people);
	expect(await values()).toEqual([
		[null, '1'],
		['Cook', null],
		[null, null],
	]);
	await nights.night(people);
	expect(await values()).toEqual([
		[null, '1'],
		['Cook', null],
		[null, '3'],
	]);
	expect((await nights.night(people)).planned).toEqual([]);
});

describe('phone numbers that come back with a country code', () => {
	/** As the target keeps them, by people of two countries; what is no number stays as it is. */
	const international = (text: string, i: number) => {
		if (!/^0/.test(text)) return text;
		return `${i % 3 === 0 ? '+47' : '+46'}${text.slice(1).replace(/\D/g, '')}`;
	};
	const COUNT = 3000;
	const numberOf = (i: number) => `07${i % 10}-${String(1_000_000 + 7919 * i).slice(0, 7)}`;
	const people = (numbers: ReadonlyMap<number, string> = new Map()) =>
		Array.from({ length: COUNT }, (_unused, i) =>
			person(`p${i}`, { phone: numbers.get(i) ?? numberOf(i) }),
		);
	const index = (id: string) => Number(id.replace(/\D/g, ''));
	const reshaping = () =>
		new Reshaping((field, to, _from, id) =>
			field === 'phone' && typeof to === 'string' ? international(to, index(id)) : to,
		);
	const SAID = expect.stringMatching(
		/^Winningtemp keeps the phone number of 3,000 users in another form than HR \(as the same phone number, with or without a country code\)\./,
	) as string;

	test('are written once at 3,000 people, and a new number arrives', async () => {
		const target = reshaping();
		const nights = new Nights(target);
		await nights.night(people());
		for (let night = 1; night <= 3; night++) {
			expect(await nights.night(people())).toMatchObject({ planned: [], said: [SAID] });
		}
		const other = new Map([[7, '070-765 43 21']]);
		expect((await nights.night(people(other))).planned).toEqual(['update user p7: phone']);
		const { users } = await target.read();
		expect(users.find(({ externalId }) => externalId === 'p7')?.phone).toMatch(
			/^\+4[67]707654321$/,
		);
		expect((await nights.night(people(other))).planned).toEqual([]);
	});

	test('are so, too, where a few come back as something else', async () => {
		const target = reshaping();
		const plain = target.reshape;
		target.reshape = (field, to, ...more) =>
			to === 'ext. 12' || to === '08-1 / 08-2'
				? `+46${String(to).length}`
				: plain(field, to, ...more);
		const nights = new Nights(target);
		const odd = new Map([
			[3, 'ext. 12'],
			[4, '08-1 / 08-2'],
		]);
		await nights.night(people(odd));
		for (let night = 1; night <= 3; night++) {
			expect(await nights.night(people(odd))).toMatchObject({ planned: [], dropped: [] });
		}
		odd.set(3, 'ext. 13');
		expect((await nights.night(people(odd))).planned).toEqual(['update user p3: phone']);
	});

	test('are so, too, where they were there before the first run', async () => {
		const target = reshaping();
		const nights = new Nights(target);
		const three = people().slice(0, 3);
		await nights.night(three.map((one, i) => ({ ...one, phone: international(one.phone!, i) })));
		expect((await nights.night(three)).dropped).toEqual([]);
		expect((await nights.night(three)).planned).toEqual([]);
		expect(
			(await nights.night(three.map((one) => ({ ...one, phone: '08-12 34 56' })))).planned,
		).toHaveLength(3);
	});
});

describe('values that the directory keeps in another form', () => {
	const due = { forms: ['upper'], pairs: new Set<string>(), isDue: true };
	const known = { forms: ['upper'], pairs: new Set<string>(), isDue: false };
	const changed = (field: string, from: JsonValue, to: JsonValue) => ({ field, from, to });
	const title = changed('title', 'COOK', 'Cook');
	const one = (externalId: string, ...differences: FieldChange[]) => ({
		...{ externalId, targetId: `t-${externalId}`, differences },
	});
	const covered = (values: KeptValues, change: FieldChange, ...ids: string[]) =>
		ids.map((id) => values.covers('user', id, `t-${id}`, change));

	test('are no difference; of a field that is due, that of the first by External ID is sent again', () => {
		const chosenOf = (kept: Kept, everybody: ReturnType<typeof one>[]) => {
			const values = new KeptValues(new Map([['user.title', kept]]));
			values.choose('user', () => everybody);
			return covered(values, title, 'p1', 'p2', 'p3');
		};
		const everybody = [one('p2', title), one('p1', title), one('p3', title)];
		expect(chosenOf(known, everybody)).toEqual([true, true, true]);
		expect(chosenOf(due, everybody)).toEqual([false, true, true]);
		// A value that really differs says nothing of the form, nor does another field.
		const other = one('p1', changed('title', 'BAKER', 'Cook'), changed('phone', 'COOK', 'Cook'));
		expect(chosenOf(due, [other, one('p3', title), one('p2', title)])).toEqual([true, false, true]);
		expect(chosenOf(due, [other])).toEqual([true, true, true]);
	});

	test('where no field of the kind is due, nobody is looked at', () => {
		const kept = new Map([
			['user.title', known],
			['group.name', due],
		]);
		let asked = 0;
		const all = (): Array<ReturnType<typeof one>> => {
			asked++;
			return [one('p1', title)];
		};
		const values = new KeptValues(kept);
		values.choose('user', all);
		expect(asked).toBe(0);
		values.choose('group', all);
		expect(asked).toBe(1);
		expect(covered(values, title, 'p1')).toEqual([true]);
		const several = new KeptValues(
			new Map([
				['user.phone', known],
				['user.title', due],
			]),
		);
		several.choose('user', all);
		expect(covered(several, title, 'p1')).toEqual([false]);
	});

	test('are looked for only where something is known of the field, and of those who are there', () => {
		expect(covered(new KeptValues(new Map()), title, 'p1')).toEqual([false]);
		const values = new KeptValues(new Map([['user.title', known]]));
		expect(values.covers('user', 'p1', undefined, title)).toBe(false);
		expect(values.covers('group', 'p1', 't-p1', title)).toBe(false);
		expect(covered(values, changed('phone', 'COOK', 'Cook'), 'p1')).toEqual([false]);
		expect(covered(values, changed('title', 'BAKER', 'Cook'), 'p1')).toEqual([false]);
		expect(values.issues(systems)).toEqual([]);
	});

	test('a value that was not taken is no difference until it is due, and is named apart', () => {
		const notTaken = new Set(['p1', 'p2'].map((id) => pairOf(`t-${id}`, title)));
		const values = new KeptValues(
			new Map([['user.title', { forms: [], pairs: new Set<string>(), isDue: false, notTaken }]]),
		);
		expect(covered(values, title, 'p2', 'p1', 'p3')).toEqual([true, true, false]);
		expect(values.issues(systems)).toEqual([
			{
				severity: 'warning',
				code: 'valueNotTaken',
				subject: { kind: 'user', externalId: null, name: 'title' },
				message:
					'Winningtemp did not take the title of 2 users from HR. It is written again where it changes in HR, and after a week. Correct it in HR, or ask Winningtemp why it is refused.',
				details: { field: 'title', count: 2, people: ['p1', 'p2'] },
			},
		]);
		const again = new KeptValues(
			new Map([['user.title', { forms: [], pairs: new Set<string>(), isDue: true, notTaken }]]),
		);
		expect(covered(again, title, 'p1')).toEqual([false]);
	});

	test('names and birthdays are those that were sent, where it matters who somebody is', () => {
		const values = new KeptValues(
			new Map([
				['user.lastName', known],
				['user.birthday', { ...known, forms: ['dayAfter'] }],
				['user.title', known],
			]),
		);
		const wanted = person('p1', { lastName: 'Ek', birthday: '1990-01-31', title: 'Cook' });
		const current = { ...userOf(wanted), lastName: 'EK', birthday: '1990-02-01', title: 'COOK' };
		expect(values.asWanted(wanted, current)).toEqual({
			...{ ...current, lastName: 'Ek', birthday: '1990-01-31' },
		});
		const other = { ...current, lastName: 'Lind', birthday: null };
		expect(values.asWanted(wanted, other)).toBe(other);
		expect(new KeptValues(new Map()).asWanted(wanted, current)).toBe(current);
	});
});
