import { calendarFrom } from './dates';
import { AccountBook } from './flex/account-book';
import type { FlexEmployee, FlexEmploymentPeriod, FlexModel } from './flex/model';
import { COMPANIES, MEN, SURNAMES, TOWNS, WOMEN } from './names';
import { createRandom, guidOf, type Random } from './random';

export interface DirectoryOptions {
	/** The same seed gives the same directory, id for id. Default 1. */
	seed?: number;
	/** Employees in all companies together, leavers and future starters included. Default 250. */
	people?: number;
	/** Companies that have employees. Default 2. */
	companies?: number;
	/** Further companies that have none. Default 0. */
	emptyCompanies?: number;
	/** `YYYY-MM-DD`: who has left and who starts later is as of this day. Default 2026-03-02. */
	referenceDate?: string;
	/** Default `4711`. */
	instance?: string;
}

/** The names of the account distributions of every company; the first three are the hierarchy. */
export const DIMENSIONS = ['Office', 'Department', 'Team', 'Cost centre'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The employment type that the mission excludes from surveys; everybody else is an employee. */
export const EXTERNAL_PERSONNEL = 'External Personnel';
/** The forms of employment, which know nothing of external personnel. */
export const EMPLOYMENT_FORMS = ['Permanent', 'Probationary', 'Temporary', 'Hourly'] as const;

const DEPARTMENTS: Array<readonly [string, readonly string[]]> = [
	['Finance', ['Payable', 'Receivable']],
	['HR', ['Recruitment', 'Payroll']],
	['Engineering', ['Platform', 'Apps', 'Quality']],
	['Sales', ['Enterprise', 'Retail', 'Export']],
	['Customer Care', ['First Line', 'Second Line']],
	['Operations', ['Purchasing', 'Logistics', 'Facilities']],
];

/** The day that lies so many days after the reference date. */
type Calendar = (days: number) => string;

/** Where somebody belongs; `''` is an empty field. */
interface Place {
	office: string;
	department: string;
	team: string;
}

/**
 * The first people of the first company: the managing director, the mission's own example
 * (Stockholm → Finance → Payable and Receivable), and the same department in a second office.
 */
const FIRST_PLACES: Place[] = [
	{ office: 'Stockholm', department: '', team: '' },
	{ office: 'Stockholm', department: 'Finance', team: '' },
	{ office: 'Stockholm', department: 'Finance', team: 'Payable' },
	{ office: 'Stockholm', department: 'Finance', team: 'Receivable' },
	{ office: 'Malmö', department: 'Finance', team: '' },
	{ office: 'Malmö', department: 'Finance', team: 'Payable' },
	{ office: 'Malmö', department: 'HR', team: 'Recruitment' },
];

/**
 * What is special about an employee, by place in the directory. Prime strides give every directory
 * of a few hundred people some of each kind, in every mixture.
 */
const hasNoEmail = every(41, 17);
const isExternal = every(23, 13);
const hasLeft = every(29, 19);
const leavesToday = every(211, 101);
const startsLater = every(53, 23);
const startsToday = every(223, 103);
const hasNoTeam = every(13, 7);
const hasNoDepartment = every(61, 29);
const hasNoPlace = every(97, 31);
const hasMoved = every(11, 8);
const wasTemporary = every(37, 15);
const hasCapitalsInEmail = every(31, 9);
const hasNoBirthday = every(67, 33);
const isManagedFromGroup = every(17, 5);

function every(stride: number, first: number): (index: number) => boolean {
	return (index) => index % stride === first;
}

/**
 * Invents a customer's whole Flex HRM instance: companies, employees with Swedish names, their
 * employments, organisational fields and own fields.
 *
 * It has three organisational levels and a cost centre; Finance and HR in several offices;
 * managers in one tree, some in another company; external personnel; people without work e-mail,
 * team, department or any place; leavers and future starters (also on the very day); moves and
 * changes of employment type in the past; equal employment numbers in different companies.
 * E-mails and ids are unique. Time and memory grow linearly with the number of people.
 */
export function generateDirectory(options: DirectoryOptions = {}): FlexModel {
	const seed = options.seed ?? 1;
	const people = options.people ?? 250;
	const companies = options.companies ?? 2;
	const random = createRandom(seed);
	const model: FlexModel = {
		instance: options.instance ?? '4711',
		instanceId: guidOf(seed, 'instance', 0),
		referenceDate: options.referenceDate ?? '2026-03-02',
		revision: 0,
		companies: [],
		employees: [],
		employmentTypes: [],
		employmentPeriods: [],
		accountDistributions: [],
		accounts: [],
		defaultAccounts: [],
		ownFields: [],
		ownFieldValues: [],
		treeNodes: [],
	};
	for (let i = 0; i < companies + (options.emptyCompanies ?? 0); i++) addCompany(model, seed, i);

	const perCompany = Math.ceil(people / companies);
	const maps = model.companies.slice(0, companies).map((_company, i) => placesOf(i, perCompany));
	const accounts = new AccountBook(model);
	const emails = new EmailBook();
	const day = calendarFrom(model.referenceDate);
	const placed: Array<{ index: number; company: number; place: Place }> = [];
	const nextNumber = model.companies.map(() => 1);
	for (let index = 0; index < people; index++) {
		const company = companyOf(index, companies, random);
		const firstOfCompany = index >= FIRST_PLACES.length && nextNumber[company] === 1;
		const place = placeOf(index, firstOfCompany, maps[company]!, random);
		placed.push({ index, company, place });
		const employee = addEmployee(
			model,
			seed,
			index,
			company,
			nextNumber[company]!++,
			emails,
			random,
			day,
		);
		const from = addEmployment(model, seed, index, employee, random, day);
		addAccounts(accounts, employee, index, place, from, maps[company]!, random, day);
		addOwnValues(model, employee, random, day);
	}
	setManagers(model, placed);
	return model;
}

function addCompany(model: FlexModel, seed: number, index: number): void {
	const name = COMPANIES[index % COMPANIES.length]!;
	const round = Math.floor(index / COMPANIES.length);
	const id = guidOf(seed, 'company', index);
	model.companies.push({
		id,
		companyNumber: index + 1,
		name: `${name}${round === 0 ? '' : ` ${round + 1}`} AB`,
		// No real number begins with noughts.
		organizationNumber: `000000-${String(index + 1).padStart(4, '0')}`,
	});
	EMPLOYMENT_FORMS.forEach((typeName, i) => {
		model.employmentTypes.push({
			id: guidOf(seed, `employmentType ${id}`, i),
			companyId: id,
			code: String(i + 1),
			name: typeName,
		});
	});
	DIMENSIONS.forEach((dimension, i) => {
		model.accountDistributions.push({
			id: guidOf(seed, `accountDistribution ${id}`, i),
			companyId: id,
			name: dimension,
		});
	});
	OWN_FIELDS.forEach(([kind, fieldName], i) => {
		model.ownFields.push({
			id: guidOf(seed, `ownField ${id}`, i),
			companyId: id,
			kind,
			name: fieldName,
		});
	});
}

const OWN_FIELDS = [
	['text', 'Title'],
	['text', 'T-shirt size'],
	['date', 'Introduction done'],
	['numerical', 'Working hours'],
	['assessment', 'First aid'],
] as const;

/** The offices of a company, each with its departments, and those with their teams. */
function placesOf(company: number, people: number): Place[] {
	const offices = Math.min(2 + Math.floor(people / 150), TOWNS.length);
	const places: Place[] = [];
	for (let i = 0; i < offices; i++) {
		const office = TOWNS[(company * 2 + i) % TOWNS.length]!;
		DEPARTMENTS.forEach(([department, teams], d) => {
			// The head office has all departments, the others Finance, HR and two more.
			if (i > 0 && d > 1 && (d + i) % 2 === 0) return;
			for (const team of teams) places.push({ office, department, team });
		});
	}
	return places;
}

function companyOf(index: number, companies: number, random: Random): number {
	if (index < FIRST_PLACES.length) return 0;
	const turn = index - FIRST_PLACES.length + 1;
	return turn < companies ? turn : random.below(companies);
}

function placeOf(index: number, firstOfCompany: boolean, places: Place[], random: Random): Place {
	if (index < FIRST_PLACES.length) return FIRST_PLACES[index]!;
	const place = random.pick(places);
	if (firstOfCompany) return { office: places[0]!.office, department: '', team: '' };
	if (hasNoPlace(index)) return { office: '', department: '', team: '' };
	return {
		office: place.office,
		department: hasNoDepartment(index) ? '' : place.department,
		team: hasNoTeam(index) ? '' : place.team,
	};
}

function addEmployee(
	model: FlexModel,
	seed: number,
	index: number,
	company: number,
	number: number,
	emails: EmailBook,
	random: Random,
	day: Calendar,
): FlexEmployee {
	const { id: companyId, name: companyName } = model.companies[company]!;
	const gender = random.chance(0.02) ? 0 : random.chance(0.5) ? 1 : 2;
	const womansName = gender === 2 || (gender === 0 && random.chance(0.5));
	const firstName = random.pick(womansName ? WOMEN : MEN);
	const lastName = random.pick(SURNAMES) + (random.chance(0.06) ? ` ${random.pick(SURNAMES)}` : '');
	const email = emails.invent(firstName, lastName, companyName);
	const birthday = day(-(19 * 365 + random.below(47 * 365)));
	const employee: FlexEmployee = {
		id: guidOf(seed, 'employee', index),
		companyId,
		employmentNumber: String(number),
		firstName,
		lastName,
		emailWork: hasNoEmail(index) ? null : hasCapitalsInEmail(index) ? capitalized(email) : email,
		gender,
		dateOfBirth: hasNoBirthday(index) ? null : birthday,
		immediateManagerEmployeeId: null,
		modifiedAt: `${day(-random.below(900) - 1)}T08:15:00`,
	};
	model.employees.push(employee);
	return employee;
}

function capitalized(email: string): string {
	return email.replace(/(^|[.@])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/** Hands out work e-mails, each once. */
class EmailBook {
	private readonly used = new Map<string, number>();

	invent(firstName: string, lastName: string, companyName: string): string {
		const domain = `${plainLetters(companyName.replace(/ AB$/, ''))}.example`;
		const local = `${plainLetters(firstName)}.${plainLetters(lastName)}`;
		const base = `${local}@${domain}`;
		const times = (this.used.get(base) ?? 0) + 1;
		this.used.set(base, times);
		return times === 1 ? base : `${local}${times}@${domain}`;
	}
}

function plainLetters(name: string): string {
	return name
		.toLowerCase()
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^a-z0-9]+/g, '-');
}

/** Adds the employment periods; returns the first day of the last one, counted from today. */
function addEmployment(
	model: FlexModel,
	seed: number,
	index: number,
	employee: FlexEmployee,
	random: Random,
	day: Calendar,
): number {
	let from = -(450 + random.below(12 * 365));
	let toDate: string | null = null;
	// The first people are managers: they are there.
	if (index >= FIRST_PLACES.length) {
		if (hasLeft(index)) toDate = day(-1 - random.below(400));
		else if (leavesToday(index)) toDate = day(0);
		else if (startsToday(index)) from = 0;
		else if (startsLater(index)) from = 1 + random.below(60);
	}
	const companyTypes = model.companies.findIndex(({ id }) => id === employee.companyId);
	const typeId = (type: number) =>
		model.employmentTypes[companyTypes * EMPLOYMENT_FORMS.length + type]!.id;
	const external = isExternal(index);
	const type = external || random.chance(0.85) ? 0 : 1 + random.below(3);
	const period = (
		number: number,
		of: Pick<FlexEmploymentPeriod, 'employmentTypeId' | 'external' | 'fromDate' | 'toDate'>,
	) => ({
		id: guidOf(seed, `employmentPeriod ${number}`, index),
		employeeId: employee.id,
		companyId: employee.companyId,
		titleId: random.chance(0.3) ? null : guidOf(seed, 'title', random.below(40)),
		staffCategoryId: random.chance(0.5) ? null : guidOf(seed, 'staffCategory', random.below(3)),
		...of,
	});
	if (wasTemporary(index)) {
		const earlier = { fromDate: day(from - 200), toDate: day(from - 1) };
		model.employmentPeriods.push(
			period(0, { employmentTypeId: typeId(2), external: false, ...earlier }),
		);
	}
	model.employmentPeriods.push(
		period(1, { employmentTypeId: typeId(type), external, fromDate: day(from), toDate }),
	);
	return from;
}

function addAccounts(
	accounts: AccountBook,
	employee: FlexEmployee,
	index: number,
	place: Place,
	from: number,
	places: Place[],
	random: Random,
	day: Calendar,
): void {
	const { office, department, team } = place;
	const costCentre = [department, office].filter(Boolean).join(' ');
	let since = day(from);
	if (costCentre) accounts.assign(employee, 'Cost centre', costCentre, since);
	if (hasMoved(index) && index >= FIRST_PLACES.length && team !== '') {
		const earlier = random.pick(places);
		const until = day(from + 180);
		accounts.assign(employee, 'Office', earlier.office, since, until);
		accounts.assign(employee, 'Department', earlier.department, since, until);
		accounts.assign(employee, 'Team', earlier.team, since, until);
		since = day(from + 181);
	}
	if (office) accounts.assign(employee, 'Office', office, since);
	if (department) accounts.assign(employee, 'Department', department, since);
	if (team) accounts.assign(employee, 'Team', team, since);
}

const TITLES = ['Specialist', 'Coordinator', 'Engineer', 'Accountant', 'Adviser', 'Assistant'];

function addOwnValues(
	model: FlexModel,
	employee: FlexEmployee,
	random: Random,
	day: Calendar,
): void {
	const company = model.companies.findIndex(({ id }) => id === employee.companyId);
	const values = [
		random.pick(TITLES),
		random.chance(0.4) ? random.pick(['S', 'M', 'L', 'XL']) : null,
		random.chance(0.3) ? day(-random.below(700)) : null,
		random.chance(0.5) ? random.pick([40, 38.25, 30, 20]) : null,
		random.chance(0.2) ? random.pick(['1', '2', '3']) : null,
	];
	values.forEach((value, i) => {
		if (value === null) return;
		model.ownFieldValues.push({
			fieldId: model.ownFields[company * OWN_FIELDS.length + i]!.id,
			employeeId: employee.id,
			companyId: employee.companyId,
			value,
		});
	});
}

/**
 * The first employee of a department, an office, a company leads it. Everybody's manager is the
 * nearest leader above who comes earlier in the directory, so that the lines form one tree.
 */
function setManagers(
	model: FlexModel,
	placed: Array<{ index: number; company: number; place: Place }>,
): void {
	const leaders = new Map<string, number>();
	const keysOf = (company: number, { office, department }: Place) => [
		...(office && department ? [`department ${company} ${office} ${department}`] : []),
		...(office ? [`office ${company} ${office}`] : []),
		`company ${company}`,
	];
	for (const { index, company, place } of placed) {
		if (!isThere(index) || isExternal(index) || hasNoEmail(index)) continue;
		for (const key of keysOf(company, place)) if (!leaders.has(key)) leaders.set(key, index);
	}
	for (const { index, company, place } of placed) {
		if (index === 0) continue;
		const candidates = keysOf(company, place).map((key) => leaders.get(key));
		if (company > 0 && isManagedFromGroup(index)) candidates.unshift(leaders.get(groupKey(place)));
		const leader = candidates.find((candidate) => candidate !== undefined && candidate < index);
		model.employees[index]!.immediateManagerEmployeeId = model.employees[leader ?? 0]!.id;
	}
}

/** The same function at the first company's head office. */
function groupKey({ department }: Place): string {
	return department ? `department 0 Stockholm ${department}` : 'company 0';
}

function isThere(index: number): boolean {
	if (index < FIRST_PLACES.length) return true;
	return ![hasLeft, leavesToday, startsToday, startsLater].some((is) => is(index));
}
