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
import { mutate, mutations, type Mutation } from './mutation';
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
	/** Where the mutation went, `/employees 3 Result 4 Id`. */
	place: string;
}

/** Reads everybody as the node does, with one answer changed if asked. */
async function read(mutation?: Mutation, count = 1): Promise<Reading> {
	let number = 0;
	let place = '';
	const send: Send = async ({ path, query }) => {
		const body = await answerOf(`${flex.apiUrl}${path}`, query ?? {});
		const isMutated = mutation !== undefined && number === mutation.answer % count;
		number++;
		if (!isMutated) {
			return await readResponse({ statusCode: body === '' ? 404 : 200, headers: {}, body });
		}
		const mutated = mutate(JSON.parse(body) as JsonValue, mutation);
		place = [path, ...mutated.path].join(' ');
		return await readResponse({ statusCode: 200, body: JSON.stringify(mutated.json) });
	};
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
	return { employees: shapeEmployees(employees, { kind: 'simplified' }), count: number, place };
}

/**
 * Whether Flex could have meant it: an empty list, another text, number or nothing where there was
 * one, and any value of an employee's own or of an own field, which the mapping judges later.
 */
function isPossible(place: string, value: JsonValue): boolean {
	if (Array.isArray(value) && value.length === 0 && !/ /.test(place)) return true;
	if (value === null || typeof value === 'string' || typeof value === 'number') return true;
	return /^\/employees Result \d+ \w+/.test(place) || / value\b/i.test(place);
}

const seen = { errors: 0, unharmed: 0, possible: 0 };
const RUNS = 100;
const parts = [1, 2, 3, 4];

test.each(parts)(
	'any JSON in any place of an answer: a named error, or the right result (part %d)',
	async () => {
		const right = await read();
		const rightText = JSON.stringify(right.employees);
		expect(right.employees.length).toBeGreaterThan(45);
		await fc.assert(
			fc.asyncProperty(mutations, async (mutation) => {
				const reading = await read(mutation, right.count).catch((error: unknown) => {
					if (!(error instanceof UserError)) throw error;
					expect(error.message.length).toBeGreaterThan(10);
					expect(error.advice.length).toBeGreaterThan(10);
					expect(`${error.message} ${error.advice}`).not.toMatch(/undefined|\[object/);
					return null;
				});
				if (reading === null) seen.errors++;
				else if (isPossible(reading.place, mutation.value)) seen.possible++;
				else {
					seen.unharmed++;
					expect([reading.place, JSON.stringify(reading.employees)]).toEqual([
						reading.place,
						rightText,
					]);
				}
			}),
			{ numRuns: RUNS },
		);
	},
);

test('some of it is refused, some does no harm, and some could be meant', () => {
	expect(seen.errors + seen.unharmed + seen.possible).toBe(RUNS * parts.length);
	expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
