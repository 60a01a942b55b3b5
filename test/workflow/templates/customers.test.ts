import { PLAN, PEOPLE_ONLY, Setting } from './setting';

/** The credentials of one customer belong together, and a run that mixes two writes nothing. */

let setting: Setting;

beforeEach(async () => (setting = await Setting.start({ people: 20 })));
afterEach(async () => await setting.close());

const ALFA = { customer: 'Alfa AB' };
const BETA = { customer: 'Beta AB' };

test('Flex of one customer and Winningtemp of another: the run ends before it plans, and names both', async () => {
	const { message, description, writes, state } = await setting.run({
		flexHrmApi: ALFA,
		winningtempApi: BETA,
	});
	expect(message).toMatch(
		/^The credential of “.+” belongs to the customer (Alfa|Beta) AB, that of “.+” to (Alfa|Beta) AB\.$/,
	);
	expect(message).toContain('“Read employees from Flex”');
	expect(message).toContain('“Read the directory in Winningtemp”');
	expect(description).toBe(
		'Select credentials of one customer in all nodes, or correct Customer in one of them. Nothing was written.',
	);
	expect(writes).toBe(0);
	expect(state.users).toHaveLength(0);
});

test('so it does without a planner', async () => {
	const { failure, writes } = await setting.run({
		file: PEOPLE_ONLY,
		flexHrmApi: ALFA,
		winningtempApi: BETA,
	});
	expect(failure).toMatch(
		/^Create or update people: The credential of “Read employees from Flex” belongs to the customer Alfa AB/,
	);
	expect(writes).toBe(0);
});

test('the same name, in whatever case, is one customer', async () => {
	const { run, writes } = await setting.run({
		flexHrmApi: ALFA,
		winningtempApi: { customer: ' alfa ab' },
	});
	expect(run.error).toBeUndefined();
	expect(run.hints(PLAN)).toEqual([]);
	expect(writes).toBeGreaterThan(0);
});

test('a name in one credential only gives a hint, and the run goes on', async () => {
	const { run, writes } = await setting.run({ flexHrmApi: ALFA });
	expect(run.error).toBeUndefined();
	expect(run.hints(PLAN)).toEqual([
		'The credential of “Read employees from Flex” belongs to the customer Alfa AB, that of “Read the directory in Winningtemp” names none: nothing checks that they belong together. Enter Customer in both.',
	]);
	expect(writes).toBeGreaterThan(0);
});
