import type { IDataObject } from 'n8n-workflow';

/** Somebody in HR, in short. */
export interface Employee {
	id: string;
	first: string;
	last: string;
	email: string;
	gender: 'male' | 'female' | 'none';
	birthday: string | null;
	/** External ID of the manager. */
	manager: string | null;
	office: string;
	department: string | null;
	phone: string;
	external?: boolean;
}

type Row = [
	id: string,
	first: string,
	last: string,
	gender: Employee['gender'],
	birthday: string | null,
	manager: string | null,
	office: string,
	department: string | null,
];

/** Two offices, a department of the same name in both; all invented. */
const ROWS: readonly Row[] = [
	['EMP-01', 'Åsa', 'Öberg', 'female', '1970-01-31', null, 'Malmö', null],
	['EMP-02', 'Bo', 'Ek', 'male', '1980-02-29', 'EMP-01', 'Malmö', 'Ekonomi'],
	['EMP-03', 'Cilla', 'Dahl', 'female', '1991-07-08', 'EMP-02', 'Malmö', 'Ekonomi'],
	['EMP-04', 'David', 'Fors', 'male', '1985-12-24', 'EMP-02', 'Malmö', 'Ekonomi'],
	['EMP-05', 'Eva', 'Gran', 'female', '1977-03-03', 'EMP-01', 'Malmö', 'IT'],
	['EMP-06', 'Fatima', 'el Amin', 'female', '1999-10-10', 'EMP-05', 'Malmö', 'IT'],
	['EMP-07', 'Gustaf', 'von Essen', 'male', '1969-06-06', 'EMP-05', 'Malmö', 'IT'],
	['EMP-08', 'Hanna', 'Lindqvist-Bergström-Ek', 'female', '1994-04-14', 'EMP-05', 'Malmö', 'IT'],
	['EMP-09', 'Ivar', 'Jung', 'male', '1972-08-18', 'EMP-01', 'Lund', null],
	['EMP-10', 'Jenny', 'Kvist', 'female', '1988-11-11', 'EMP-09', 'Lund', 'Ekonomi'],
	['EMP-11', 'Karl', 'Lund', 'male', '1990-09-19', 'EMP-10', 'Lund', 'Ekonomi'],
	['EMP-12', 'Lena', 'Moe', 'female', '1983-05-25', 'EMP-09', 'Lund', 'Lager'],
	['EMP-13', 'Mats', 'Nord', 'male', '1992-02-02', 'EMP-12', 'Lund', 'Lager'],
	['EMP-14', 'Nina', 'Olin', 'none', null, 'EMP-12', 'Lund', 'Lager'],
];

export function company(): Employee[] {
	return ROWS.map(([id, first, last, gender, birthday, manager, office, department]) => ({
		id,
		first,
		last,
		email: `${id.toLowerCase()}@nordvik.example`,
		gender,
		birthday,
		manager,
		office,
		department,
		phone: `070-123 45 ${id.slice(-2)}`,
		...(id === 'EMP-07' ? { external: true } : {}),
	}));
}

/** What happens in HR before a night. */
export type Event = (people: Employee[]) => Employee[];

const change =
	(id: string, values: Partial<Employee>): Event =>
	(people) =>
		people.map((one) => (one.id === id ? { ...one, ...values } : one));

/** The nights: nothing, three times; then one change a night, and nothing again. */
export const NIGHTS: ReadonlyArray<[name: string, event: Event | null]> = [
	['first load', (people) => people],
	['unchanged', null],
	['unchanged again', null],
	['unchanged, third night', null],
	[
		'rename',
		(people) =>
			change('EMP-03', { last: 'Dahlberg', phone: '08-765 43 21' })(
				people.map((one) => (one.department === 'IT' ? { ...one, department: 'Digitalt' } : one)),
			),
	],
	[
		'move, and a birthday is cleared',
		(people) =>
			change('EMP-04', { office: 'Lund', manager: 'EMP-10' })(
				change('EMP-12', { birthday: null })(people),
			),
	],
	[
		'swap',
		(people) =>
			change('EMP-11', { email: 'emp-13@nordvik.example' })(
				change('EMP-13', { email: 'emp-11@nordvik.example' })(people),
			),
	],
	['leaver', (people) => people.filter(({ id }) => id !== 'EMP-14')],
	['unchanged after the leaver', null],
	['rehire', (people) => [...people, company().find(({ id }) => id === 'EMP-14')!]],
	['unchanged at the end', null],
];

/** Rows of the HR system, as the node Flex HRM gives them; `departments` begins their names. */
export function rowsOf(people: readonly Employee[], { departments = '' } = {}): IDataObject[] {
	return people.map((one) => ({
		Id: one.id,
		FirstName: one.first,
		LastName: one.last,
		EmailWork: one.email,
		Gender: { male: 1, female: 2, none: null }[one.gender],
		DateOfBirth: one.birthday === null ? null : `${one.birthday}T00:00:00`,
		ImmediateManagerEmployeeId: one.manager,
		EmploymentType: one.external ? 'External Personnel' : 'Employee',
		EmployedSince: null,
		EmployedUntil: null,
		Phone: one.phone,
		Organization: {
			Office: one.office,
			Department: one.department && `${departments}${one.department}`,
			Team: null,
		},
	}));
}
