import type { EmployeeRecord } from '../bench/invented';
import { MEN, SURNAMES, TOWNS, WOMEN } from '../sandbox/names';
import { guidOf, type Random } from '../sandbox/random';

/** An employee as HR keeps them, with values that not every customer maps. */
export interface Employee extends EmployeeRecord {
	Title: string | null;
	Phone: string | null;
}

/** A team, or a department without teams. Names change, the unit stays. */
interface Unit {
	office: { name: string };
	department: { name: string };
	team: { name: string } | null;
	people: Set<Worker>;
	manager: Worker | null;
	/** Whose manager this unit's manager reports to. */
	above: Unit | null;
}

interface Worker {
	record: Employee;
	unit: Unit;
}

/** What happens in a month to a share of all people, as a share of one. */
const RATES = {
	joiners: 0.02,
	leavers: 0.017,
	moves: 0.05,
	surnames: 0.002,
	titles: 0.02,
	phones: 0.02,
	leaves: 0.003,
	external: 0.002,
};
const PEOPLE_IN_A_TEAM = 12;
const TEAMS_IN_A_DEPARTMENT = 4;
const DEPARTMENTS_IN_AN_OFFICE = 5;
const DEPARTMENTS = ['Ekonomi', 'Försäljning', 'Lager', 'Kundtjänst', 'Drift', 'Inköp', 'HR', 'IT'];
const TITLES = ['Handläggare', 'Controller', 'Säljare', 'Tekniker', 'Samordnare', 'Konsult'];
/** Nights of a month. */
export const NIGHTS = 30;
const COMPANY = guidOf(1, 'company', 0);

/**
 * An ordinary company that lives from night to night: people join, most on the first of a month,
 * leave at its end, move, marry, get new titles, go on leave and return. Managers are succeeded by
 * somebody from their team, departments are renamed, teams are founded and closed.
 */
export class Company {
	private readonly units: Unit[] = [];
	private readonly workers = new Set<Worker>();
	private readonly absent: Worker[] = [];
	private hired = 0;
	private named = 0;

	constructor(
		private readonly random: Random,
		size: number,
	) {
		const teams = Math.max(2, Math.round(size / PEOPLE_IN_A_TEAM));
		for (let i = 0; i < teams; i++) this.found(i);
		for (let i = 0; i < size; i++) this.hire(this.units[i % teams]!);
		for (const unit of this.units) this.succeed(unit);
	}

	get size(): number {
		return this.workers.size;
	}

	/** Everyone whom HR lists, in no order. */
	records(): Employee[] {
		return Array.from(this.workers, ({ record, unit }) => ({
			...record,
			ImmediateManagerEmployeeId: this.managerOf(record, unit),
			Organization: {
				Office: unit.office.name,
				Department: unit.department.name,
				...(unit.team ? { Team: unit.team.name } : {}),
			},
		}));
	}

	/** @param day of the month, from 1 */
	passNight(day: number): void {
		const { random } = this;
		const isFirst = day === 1;
		const isLast = day === NIGHTS;
		this.times(RATES.leavers * share(isLast, 0.7), () => this.leave(this.anyone()));
		this.times(RATES.joiners * share(isFirst, 0.6), () => this.hire(this.smallUnit()));
		this.times(RATES.moves * share(isFirst, 0.5), () => this.move());
		const daily = 1 / NIGHTS;
		this.times(RATES.surnames * daily, () => this.marry(this.anyone().record));
		this.times(RATES.titles * daily, () => (this.anyone().record.Title = random.pick(TITLES)));
		this.times(RATES.phones * daily, () => (this.anyone().record.Phone = this.phone()));
		this.times(RATES.leaves * daily, () => this.goOnLeave(this.anyone()));
		this.times(RATES.leaves * daily, () => this.comeBack());
		this.times(RATES.external * daily, () => {
			const { record } = this.anyone();
			record.EmploymentType = isExternal(record) ? 'Employee' : 'External Personnel';
		});
		if (random.chance(0.5 * daily)) this.renameDepartment();
		if (random.chance(0.3 * daily)) this.succeed(random.pick(this.units));
		if (random.chance(0.3 * daily)) this.found(this.units.length);
		if (random.chance(0.2 * daily)) this.close(this.smallUnit());
	}

	/** Calls `act` as often as a share of the people says, rounded by chance. */
	private times(ofPeople: number, act: () => void): void {
		const expected = ofPeople * this.size;
		const whole = Math.floor(expected);
		const count = whole + (this.random.chance(expected - whole) ? 1 : 0);
		for (let i = 0; i < count; i++) act();
	}

	private anyone(): Worker {
		const unit = this.random.pick(this.units.filter(({ people }) => people.size > 0));
		return this.random.pick([...unit.people]);
	}

	/** The smallest of three, so that teams stay about as large as each other. */
	private smallUnit(): Unit {
		const some = [1, 2, 3].map(() => this.random.pick(this.units));
		return some.reduce((a, b) => (b.people.size < a.people.size ? b : a));
	}

	/** Several teams share a department, several departments an office. */
	private found(number: number): void {
		const perOffice = TEAMS_IN_A_DEPARTMENT * DEPARTMENTS_IN_AN_OFFICE;
		const neighbour = number % TEAMS_IN_A_DEPARTMENT === 0 ? undefined : this.units[number - 1];
		const officeOf = number % perOffice === 0 ? undefined : this.units[number - 1];
		const place = Math.floor(number / perOffice);
		const office = officeOf?.office ?? {
			name: `${TOWNS[place % TOWNS.length]}${place < TOWNS.length ? '' : ` ${place}`}`,
		};
		const department = neighbour?.department ?? { name: this.departmentName() };
		const team = number % TEAMS_IN_A_DEPARTMENT === 0 ? null : { name: `Team ${number}` };
		const above = this.units[Math.floor((number - 1) / TEAMS_IN_A_DEPARTMENT)] ?? null;
		this.units.push({ office, department, team, people: new Set(), manager: null, above });
	}

	private departmentName(): string {
		const name = this.random.pick(DEPARTMENTS);
		return `${name} ${++this.named}`;
	}

	private hire(unit: Unit): void {
		const { random } = this;
		const number = ++this.hired;
		const isWoman = random.chance(0.5);
		const record: Employee = {
			Id: guidOf(1, 'employee', number),
			CompanyId: COMPANY,
			EmploymentNumber: String(number),
			FirstName: random.pick(isWoman ? WOMEN : MEN),
			LastName: random.pick(SURNAMES),
			EmailWork: '',
			Gender: isWoman ? 2 : 1,
			DateOfBirth: `${1960 + random.below(45)}-0${1 + random.below(9)}-1${random.below(10)}T00:00:00`,
			ImmediateManagerEmployeeId: null,
			EmploymentType: random.chance(0.04) ? 'External Personnel' : 'Employee',
			FromDate: '2020-01-01T00:00:00',
			Organization: {},
			Title: random.pick(TITLES),
			Phone: this.phone(),
		};
		this.setAddress(record);
		const worker: Worker = { record, unit };
		this.workers.add(worker);
		unit.people.add(worker);
		if (!unit.manager) unit.manager = worker;
	}

	private setAddress(record: Employee): void {
		const name = `${record.FirstName}.${record.LastName}.${record.EmploymentNumber}`;
		record.EmailWork = `${name.normalize('NFD').replace(/[^\w.-]/g, '')}@exempel.se`;
	}

	private phone(): string {
		return `+46 70 ${String(this.random.below(10_000_000)).padStart(7, '0')}`;
	}

	/** A new surname brings a new address. */
	private marry(record: Employee): void {
		record.LastName = this.random.pick(SURNAMES);
		this.setAddress(record);
	}

	private leave(worker: Worker): void {
		const { unit } = worker;
		this.workers.delete(worker);
		unit.people.delete(worker);
		if (unit.manager === worker) this.succeed(unit);
	}

	private goOnLeave(worker: Worker): void {
		this.leave(worker);
		this.absent.push(worker);
	}

	private comeBack(): void {
		const worker = this.absent.shift();
		if (!worker) return;
		if (!this.units.includes(worker.unit)) worker.unit = this.random.pick(this.units);
		this.workers.add(worker);
		worker.unit.people.add(worker);
		worker.unit.manager ??= worker;
	}

	private move(): void {
		this.moveTo(this.anyone(), this.smallUnit());
	}

	private moveTo(worker: Worker, unit: Unit): void {
		const from = worker.unit;
		from.people.delete(worker);
		unit.people.add(worker);
		worker.unit = unit;
		unit.manager ??= worker;
		if (from.manager === worker && from !== unit) this.succeed(from);
	}

	/** Somebody else of the team leads it from now on. */
	private succeed(unit: Unit): void {
		const heirs = [...unit.people].filter((worker) => worker !== unit.manager);
		unit.manager = heirs.length > 0 ? this.random.pick(heirs) : null;
	}

	private renameDepartment(): void {
		this.random.pick(this.units).department.name = this.departmentName();
	}

	/** A team that closes goes to the next one, with everyone in it. */
	private close(unit: Unit): void {
		if (this.units.length < 4) return;
		const at = this.units.indexOf(unit);
		const next = this.units[(at + 1) % this.units.length]!;
		for (const worker of [...unit.people]) this.moveTo(worker, next);
		this.units.splice(at, 1);
		for (const other of this.units) if (other.above === unit) other.above = aboveOf(unit, other);
	}

	/** A manager reports to the manager of the unit above, the uppermost one to nobody. */
	private managerOf(record: Employee, unit: Unit): string | null {
		const led = unit.manager?.record === record ? unit.above : unit;
		return led?.manager?.record.Id ?? null;
	}
}

/** What was below a closed unit is below the one above it, or at the top. */
function aboveOf({ above }: Unit, unit: Unit): Unit | null {
	return above === unit ? null : above;
}

function share(isTheDay: boolean, onTheDay: number): number {
	return isTheDay ? onTheDay : (1 - onTheDay) / (NIGHTS - 1);
}

function isExternal({ EmploymentType }: Employee): boolean {
	return EmploymentType === 'External Personnel';
}
