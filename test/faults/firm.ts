import { createRandom, type Random } from '../sandbox/random';
import { company, type Employee } from '../workflow/tenants/company';

/** HR before one night, and what must come of it. Managers are those of the groups, by path. */
export interface Evening {
	/** What happened in HR during the day, in words. */
	events: string[];
	people: Employee[];
	/** People of earlier evenings who are gone. */
	leavers: Employee[];
	managers: Record<string, string | null>;
	/** The number of each office and department, by path. It stays as long as the firm has it. */
	units: Record<string, number>;
}

type Joiner = [first: string, last: string, office: string, department: string];
/** So that each department has somebody who leads and three who report. */
const MORE: readonly Joiner[] = [
	['Olle', 'Pil', 'Malmö', 'Ekonomi'],
	['Petra', 'Quist', 'Lund', 'Ekonomi'],
	['Rune', 'Sten', 'Lund', 'Ekonomi'],
	['Siv', 'Torn', 'Lund', 'Lager'],
	['Ture', 'Uhr', 'Lund', 'Lager'],
];
const CHIEF = 'EMP-01';
const SURNAMES = ['Berg', 'Åkesson', 'Löf', 'Mård', 'Näs'];

/**
 * A firm of two offices in which things happen from day to day. Each department has one person who
 * leads it and at least two who report to that person, so who manages each group is known without a
 * rule: the firm appoints the leaders itself.
 */
export class Firm {
	private people: Employee[];
	private readonly gone = new Map<string, Employee>();
	/** Who leads, by path. */
	private readonly leaders: Record<string, string> = {
		Malmö: CHIEF,
		'Malmö/Ekonomi': 'EMP-02',
		'Malmö/IT': 'EMP-05',
		Lund: 'EMP-09',
		'Lund/Ekonomi': 'EMP-10',
		'Lund/Lager': 'EMP-12',
	};
	private readonly units = Object.fromEntries(
		Object.keys(this.leaders).map((path, number) => [path, number]),
	);
	private hired = company().length;

	constructor(private readonly random: Random) {
		this.people = company();
		for (const one of MORE) this.hire(...one);
	}

	/** @param events what happened, in words */
	evening(events: string[]): Evening {
		const managers = Object.fromEntries(
			Object.entries(this.leaders).map(([path, leader]) => [
				path,
				// An office has its leader alone, who reports to the chief; the chief reports to nobody.
				path.includes('/') ? leader : path === 'Malmö' ? null : CHIEF,
			]),
		);
		return {
			events,
			people: structuredClone(this.people),
			leavers: structuredClone([...this.gone.values()]),
			managers,
			units: { ...this.units },
		};
	}

	/** Lets one thing happen. Nothing happens where the firm has nobody for it. */
	happen(event: FirmEvent): void {
		this[event]();
	}

	joins(): void {
		const [office, department] = this.department().split('/') as [string, string];
		this.hire(this.random.pick(['Ulla', 'Vera', 'Wille']), this.surname(), office, department);
	}

	leaves(): void {
		const one = this.follower(4);
		if (!one) return;
		this.people = this.people.filter(({ id }) => id !== one.id);
		this.gone.set(one.id, one);
	}

	returns(): void {
		const [one] = this.gone.values();
		const path = one && `${one.office}/${one.department}`;
		if (!one || !(path! in this.leaders)) return;
		this.gone.delete(one.id);
		this.people.push({ ...one, manager: this.leaders[path!]! });
	}

	moves(): void {
		const one = this.follower(4);
		if (!one) return;
		const path = this.department();
		const [office, department] = path.split('/') as [string, string];
		Object.assign(one, { office, department, manager: this.leaders[path] });
	}

	marries(): void {
		this.random.pick(this.people).last = this.surname();
	}

	swaps(): void {
		const [one, other] = [this.follower(0), this.follower(0)];
		// An account that nobody sees may have the address of EMP-04.
		if (!one || !other || [one.id, other.id].includes('EMP-04')) return;
		[one.email, other.email] = [other.email, one.email];
	}

	losesBirthday(): void {
		this.random.pick(this.people).birthday = null;
	}

	isSucceeded(): void {
		const path = this.department();
		const leader = this.of(path).find(({ id }) => id === this.leaders[path])!;
		const heir = this.random.pick(this.of(path).filter(({ id }) => id !== leader.id));
		this.leaders[path] = heir.id;
		heir.manager = leader.manager;
		for (const one of this.of(path)) if (one !== heir) one.manager = heir.id;
	}

	isRenamed(): void {
		const path = this.department();
		this.relocate(path, { department: `${path.split('/')[1]!.slice(0, 6)} ${++this.hired}` });
	}

	isMovedToTheOtherOffice(): void {
		const path = this.department();
		const [office, department] = path.split('/') as [string, string];
		const other = office === 'Malmö' ? 'Lund' : 'Malmö';
		if (`${other}/${department}` in this.leaders) return;
		const leader = this.of(path).find(({ id }) => id === this.leaders[path])!;
		this.relocate(path, { office: other });
		leader.manager = this.leaders[other]!;
	}

	isDissolved(): void {
		const path = this.department();
		const office = path.split('/')[0]!;
		const into = this.departments().find((one) => one !== path && one.startsWith(`${office}/`));
		if (this.of(path).length > 4 || !into) return;
		const department = into.split('/')[1]!;
		for (const one of this.of(path))
			Object.assign(one, { department, manager: this.leaders[into] });
		delete this.leaders[path];
		delete this.units[path];
	}

	private hire(first: string, last: string, office: string, department: string): void {
		const id = `EMP-${++this.hired}`;
		const manager = this.leaders[`${office}/${department}`]!;
		const email = `${id.toLowerCase()}@nordvik.example`;
		const phone = `070-123 46 ${this.hired}`;
		const values = { phone, gender: 'female', birthday: `198${this.hired % 10}-04-05` } as const;
		this.people.push({ id, first, last, email, ...values, manager, office, department });
	}

	private relocate(path: string, values: Partial<Employee>): void {
		const all = this.of(path);
		for (const one of all) Object.assign(one, values);
		const { office, department } = all[0]!;
		const now = `${office}/${department}`;
		this.leaders[now] = this.leaders[path]!;
		this.units[now] = this.units[path]!;
		delete this.leaders[path];
		delete this.units[path];
	}

	private departments = (): string[] =>
		Object.keys(this.leaders).filter((path) => path.includes('/'));

	private department = (): string => this.random.pick(this.departments());

	private of(path: string): Employee[] {
		return this.people.filter((one) => `${one.office}/${one.department}` === path);
	}

	/** Somebody who leads nobody, of a department with at least so many people. */
	private follower(atLeast: number): Employee | undefined {
		const leaders = new Set(Object.values(this.leaders));
		const large = this.departments().filter((path) => this.of(path).length >= atLeast);
		const all = large.flatMap((path) => this.of(path)).filter(({ id }) => !leaders.has(id));
		return all.length === 0 ? undefined : this.random.pick(all);
	}

	private surname = (): string => `${this.random.pick(SURNAMES)}-${++this.hired}`;
}

type FirmEvent =
	| 'joins'
	| 'leaves'
	| 'returns'
	| 'moves'
	| 'marries'
	| 'swaps'
	| 'losesBirthday'
	| 'isSucceeded'
	| 'isRenamed'
	| 'isMovedToTheOtherOffice'
	| 'isDissolved';

/** Ten days: as much as the weekly limits of the guards let through, in any order. */
const DAYS: ReadonlyArray<readonly FirmEvent[]> = [
	[],
	[],
	['joins', 'marries'],
	['leaves', 'losesBirthday'],
	['leaves', 'returns'],
	['moves', 'swaps'],
	['isSucceeded', 'moves'],
	['isRenamed', 'joins'],
	['isMovedToTheOtherOffice'],
	['isDissolved', 'marries'],
];

/** The evening before the first load, and ten more. The same seed, the same firm. */
export function eveningsOf(seed: number): Evening[] {
	const random = createRandom(seed);
	const firm = new Firm(random);
	const left = [...DAYS];
	return [
		firm.evening(['first load']),
		...DAYS.map(() => {
			const [events] = left.splice(random.below(left.length), 1) as [readonly FirmEvent[]];
			for (const event of events) firm.happen(event);
			return firm.evening([...events]);
		}),
	];
}
