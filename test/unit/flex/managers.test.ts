import type { Account, Dimension } from '../../../nodes/FlexHrm/reading/dimensions';
import {
	hasManagers,
	managerNames,
	reportNoManagers,
	withoutManagers,
} from '../../../nodes/FlexHrm/reading/managers';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';

/** Who reports to whom, and the dimension that is called after managers. */

const ÅSA = { Id: 'E1', FirstName: 'Åsa', LastName: 'Ek', ImmediateManagerEmployeeId: 'e2' };
const BO = { Id: 'E2', FirstName: 'Bo', LastName: 'Dahl', ImmediateManagerEmployeeId: null };

test('a company has managers where one employee has one', () => {
	expect(hasManagers([BO, ÅSA])).toBe(true);
	expect(hasManagers([BO, { Id: 'E3', ImmediateManagerEmployeeId: ' ' }, { Id: 'E4' }])).toBe(
		false,
	);
	expect(hasManagers([])).toBe(false);
});

test('a notice names a company in which nobody has a manager', () => {
	const notices = new Notices();
	reportNoManagers({ id: 'c1', query: {}, label: 'Norrsken AB' }, notices);
	expect(notices.all).toEqual([
		expect.stringMatching(/^No employee of Norrsken AB has a manager in Flex, .* left alone\./),
	]);
});

test('a manager is written in three ways, in small letters; who leads nobody is not there', () => {
	expect([...managerNames([ÅSA, BO])].sort()).toEqual(['bo dahl', 'dahl bo', 'dahl, bo']);
});

test('a manager without a first or a last name has no name that a value could have', () => {
	expect(managerNames([ÅSA, { ...BO, FirstName: ' ' }]).size).toBe(0);
	expect(managerNames([ÅSA, { ...BO, LastName: null }]).size).toBe(0);
	expect(managerNames([ÅSA, { FirstName: 'No', LastName: 'Id' }]).size).toBe(0);
});

describe('a dimension is left out where its values are names of managers', () => {
	const NAMES = new Set(['bo dahl', 'fors, cia']);
	const LEVEL: Dimension = { id: 'd1', name: 'Godkänns av' };

	function left(...values: Array<string | null>) {
		const accounts = values.map((name, i): [string, Account] => [`a${i}`, { name, code: null }]);
		const notices = new Notices();
		const all = new Map([['d1', new Map(accounts)]]);
		const kept = withoutManagers([LEVEL], all, NAMES, notices);
		return { kept, notices: notices.all };
	}

	test('two of four are enough, in any case and with blanks around', () => {
		const { kept, notices } = left(' Bo Dahl ', 'FORS, CIA', 'Malmö', 'Lund');
		expect(kept).toEqual([]);
		expect(notices).toEqual([
			expect.stringMatching(/^The values of the dimension Godkänns av are names of managers/),
		]);
	});

	test.each<[string, Array<string | null>]>([
		['two of five', ['Bo Dahl', 'Fors, Cia', 'Malmö', 'Lund', 'Ystad']],
		['one of one', ['Bo Dahl']],
		['none of none', []],
		['values without a name', [null, null]],
		['other names', ['Malmö', 'Lund']],
	])('%s: it stays, without a notice', (_what, values) => {
		expect(left(...values)).toEqual({ kept: [LEVEL], notices: [] });
	});

	test('a dimension whose values were not read stays', () => {
		expect(withoutManagers([LEVEL], new Map(), NAMES, new Notices())).toEqual([LEVEL]);
	});
});
