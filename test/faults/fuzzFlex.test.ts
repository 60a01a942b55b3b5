import axios from 'axios';
import fc from 'fast-check';
import { UserError } from '../../directory/model/userError';
import { Client } from '../../http/client';
import type { Send } from '../../http/exchange';
import { answerOf as readResponse } from '../../http/transport';
import type { JsonValue } from '../../directory/model/person';
import { resolveCompanies } from '../../nodes/FlexHrm/reading/companies';
import { parseCompanies } from '../../nodes/FlexHrm/reading/company';
import { readEmployees } from '../../nodes/FlexHrm/reading/employees';
import type { Inclusion } from '../../nodes/FlexHrm/reading/join';
import { Notices } from '../../nodes/FlexHrm/reading/notices';
import { shapeEmployees } from '../../nodes/FlexHrm/reading/output';
import { createReader, type Query } from '../../nodes/FlexHrm/reading/reader';
import type { Row } from '../../nodes/FlexHrm/reading/row';
import { createGet } from '../../nodes/FlexHrm/transport/connect';
import { startFlex, type FlexSandbox } from '../sandbox/flex/server';
import { userError } from '../support/refusal';
import { disturb, harmless, mutate, mutations } from './mutation';
import { DAY } from './scenario';

/** Any JSON in any place of what Flex answers: a named error, or what is right for everybody else. */

const INCLUDE = new Set<Inclusion>(['employment', 'organization', 'ownFields']);
const PAGE = 20;

let flex: FlexSandbox;
/** Answers by path and query: asked for once, since nothing changes. */
const answers = new Map<string, string>();

beforeAll(async () => {
	flex = await startFlex({ directory: { people: 60, companies: 2, referenceDate: DAY } });
});

afterAll(async () => await flex.close());

async function answerOf(url: string, query: Query): Promise<string> {
	const key = `${url} ${JSON.stringify(query)}`;
	const known = answers.get(key);
	if (known !== undefined) return known;
	const { data } = await axios.get<string>(url, {
		params: { ...query, instance: flex.instance },
		auth: { username: flex.username, password: flex.password },
		// Kept connections time out between two questions.
		headers: { 'Service-Version': '1.0', Connection: 'close' },
		transformResponse: (body: string) => body,
		validateStatus: () => true,
	});
	answers.set(key, data);
	return data;
}

interface Reading {
	employees: Row[];
	/** How many answers there were. */
	count: number;
}

/** Changes the text of an answer. @param path of the request */
type Change = (body: string, path: string) => string;

/** Reads everybody as the node does, with the answer of one number changed if asked. */
async function read(at = -1, change: Change = (body) => body): Promise<Reading> {
	let number = 0;
	const send: Send = async ({ path, query }) => {
		const body = await answerOf(`${flex.apiUrl}${path}`, query ?? {});
		const sent = number++ === at ? change(body, path) : body;
		return await readResponse({ statusCode: body === '' ? 404 : 200, headers: {}, body: sent });
	};
	return await readOver(send).then((employees) => ({ employees, count: number }));
}

/** As `read`, with every answer changed. */
async function readChanged(change: Change): Promise<Pick<Reading, 'employees'>> {
	const send: Send = async ({ path, query }) => {
		const body = await answerOf(`${flex.apiUrl}${path}`, query ?? {});
		const sent = body === '' ? body : change(body, path);
		return await readResponse({ statusCode: body === '' ? 404 : 200, headers: {}, body: sent });
	};
	return { employees: await readOver(send) };
}

async function readOver(send: Send): Promise<Row[]> {
	const client = new Client(send, { concurrency: 4, maxAttempts: 2, sleep: async () => {} });
	const get = createGet(client, { secrets: [] });
	const reader = createReader(get, { pageSize: PAGE, concurrency: 1, maxReadAttempts: 2 });
	const companies = await resolveCompanies(
		reader,
		parseCompanies(flex.model.companies.map(({ id }) => id)),
	);
	const employees = await readEmployees(
		reader,
		companies,
		{
			include: INCLUDE,
			day: DAY,
			activeOnly: true,
			limit: null,
			modifiedSince: null,
			allowEmpty: false,
			allowMissingPeriods: false,
			dimensions: [],
			onlyApproved: true,
		},
		new Notices(),
	);
	return shapeEmployees(employees, { kind: 'simplified' });
}

let right: Reading;

beforeAll(async () => {
	right = await read();
	expect(right.employees.length).toBeGreaterThan(45);
});

/** In one order, since the order of a list means nothing. */
const sorted = (employees: readonly Row[]) =>
	employees.map((one) => JSON.stringify(one, names)).sort();

/** Names of an object in one order. */
function names(_key: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = Object.entries(value);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('answers that must succeed', () => {
	test('an unknown name with any JSON, lists and names in another order: the same result', async () => {
		await fc.assert(
			fc.asyncProperty(harmless, async (harm) => {
				const { employees } = await read(harm.answer % right.count, (body) =>
					body === '' ? body : JSON.stringify(disturb(JSON.parse(body) as JsonValue, harm)),
				);
				expect(sorted(employees)).toEqual(sorted(right.employees));
			}),
			{ numRuns: 120 },
		);
	});

	const FORMS: Record<string, (body: string) => string> = {
		'with line breaks': (body) => JSON.stringify(JSON.parse(body), null, '\t'),
		'with a byte order mark': (body) => `\uFEFF${body}`,
		'with spaces around it': (body) => ` \r\n${body}\n `,
		'in plain ASCII': (body) =>
			body.replace(
				/[^\x20-\x7e]/g,
				(char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
			),
		'with names in PascalCase': (body) =>
			body.replace(/"(\w)(\w*)":/g, (_all, first: string, rest: string) => {
				return `"${first.toUpperCase()}${rest}":`;
			}),
		'with names in camelCase': (body) =>
			body.replace(/"(\w)(\w*)":/g, (_all, first: string, rest: string) => {
				return `"${first.toLowerCase()}${rest}":`;
			}),
	};

	test.each(Object.entries(FORMS))('any answer %s: the same result', async (_form, write) => {
		const wrong: Array<[number, unknown]> = [];
		for (let at = 0; at < right.count; at++) {
			const { employees } = await read(at, (body) => (body === '' ? body : write(body)));
			if (JSON.stringify(sorted(employees)) !== JSON.stringify(sorted(right.employees))) {
				wrong.push([at, employees]);
			}
		}
		expect(wrong).toEqual([]);
	});

	test('any other text as a name or address of one person: that value, and all else the same', async () => {
		const field = fc.constantFrom('FirstName', 'LastName', 'EmailWork');
		const text = fc.string({ unit: 'grapheme' });
		await fc.assert(
			fc.asyncProperty(field, text, fc.nat(), async (name, value, which) => {
				const person = right.employees[which % right.employees.length]!;
				let changed = 0;
				const change: Change = (body, path) => {
					if (path !== '/employees') return body;
					const page = JSON.parse(body) as { Result: Row[] };
					const row = page.Result.find(({ Id }) => Id === person.Id);
					if (row) row[name] = value;
					if (row) changed++;
					return JSON.stringify(page);
				};
				const { employees } = await readChanged(change);
				const wanted = right.employees.map((one) =>
					one.Id === person.Id ? { ...one, [name]: value } : one,
				);
				expect(changed).toBeGreaterThan(0);
				expect(sorted(employees)).toEqual(sorted(wanted));
			}),
			{ numRuns: 100 },
		);
	});
});

/** What of an employee comes from the list of employees alone. */
const own = ({ Id, FirstName, LastName, EmailWork, EmploymentNumber }: Row) =>
	JSON.stringify([Id, FirstName, LastName, EmailWork, EmploymentNumber]);

test('any JSON in any place of an answer: an error with advice, or nobody else’s values but those of one record', async () => {
	const seen = { errors: 0, results: 0 };
	await fc.assert(
		fc.asyncProperty(mutations, async (mutation) => {
			let place = '';
			const reading = await read(mutation.answer % right.count, (body, path) => {
				if (body === '') return body;
				const mutated = mutate(JSON.parse(body) as JsonValue, mutation);
				place = [path, ...mutated.path].join(' ');
				return JSON.stringify(mutated.json);
			}).catch(userError);
			const error = reading instanceof UserError ? reading : null;
			const employees = reading instanceof UserError ? right.employees : reading.employees;
			seen[error ? 'errors' : 'results']++;
			const said = error ?? { message: 'No error at all', advice: 'Nothing to be done' };
			expect(said.message.length).toBeGreaterThan(10);
			expect(said.advice.length).toBeGreaterThan(10);
			expect(`${said.message} ${said.advice}`).not.toMatch(/undefined|\[object/);

			// One value is another one: of one record of one list at most. What a whole list says of
			// everybody, such as a name of a dimension, is nobody's own.
			const before = new Map(right.employees.map((one) => [one.Id, own(one)]));
			const strange = employees.filter((one) => before.get(one.Id) !== own(one));
			const missing = right.employees.length - employees.length;
			expect([place, strange.length <= 1]).toEqual([place, true]);
			expect([place, missing <= 1]).toEqual([place, true]);
		}),
		{ numRuns: 100 },
	);
	expect(Math.min(seen.errors, seen.results)).toBeGreaterThan(0);
});
