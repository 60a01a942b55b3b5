import {
	isForBookkeeping,
	listDimensions,
	namedDimensions,
	wantedDimensions,
} from '../../../nodes/FlexHrm/reading/dimensions';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { createReader } from '../../../nodes/FlexHrm/reading/reader';
import { refusal, refusalOf } from '../../support/refusal';

/** The dimensions of a company: which there are, what they are called, and which are wanted. */

const COMPANY = { id: 'c1', query: {}, label: 'Norrsken AB' };
const d = (id: string, name: string) => ({ id, name });

function saying<T>(work: (notices: Notices) => T): { result: T; notices: string[] } {
	const notices = new Notices();
	return { result: work(notices), notices: notices.all };
}

test.each(['Konto', ' konto ', 'PROJEKT', 'customer', 'Närmaste chef', 'attest', 'Article'])(
	'%p is for bookkeeping',
	(name) => {
		expect(isForBookkeeping(d('1', name))).toBe(true);
	},
);

test.each(['Office', 'Konton', 'Projektgrupp', ''])('%p can be a level', (name) => {
	expect(isForBookkeeping(d('1', name))).toBe(false);
});

describe('the list of a company', () => {
	async function list(rows: unknown[]) {
		const asked: string[] = [];
		const reader = createReader(
			async (path) => {
				asked.push(path);
				return rows;
			},
			{ pageSize: 100, concurrency: 1, maxReadAttempts: 1 },
		);
		return { dimensions: await listDimensions(reader, COMPANY, 'a/b'), asked };
	}

	test('has each dimension by name, else description, else code', async () => {
		const { dimensions, asked } = await list([
			{ Id: 'D1', Name: 'Office', Description: 'x', Code: 'y' },
			{ Id: 'd2', Name: '', Description: 'City', Code: 'y' },
			{ Id: 'd3', Code: 106 },
			{ Id: 'd4' },
		]);
		expect(dimensions).toEqual([
			d('d1', 'Office'),
			d('d2', 'City'),
			d('d3', '106'),
			{ id: 'd4', name: null },
		]);
		expect(asked).toEqual(['/companies/a%2Fb/accountdistributions']);
	});

	test.each<[string, object]>([
		['no Id', { Name: 'Office' }],
		['a Name that is no text', { Id: 'd1', Name: {} }],
	])('with %s in a record is no such list, and the error names it', async (_what, row) => {
		const { message } = await refusalOf(list([row]));
		expect(message).toContain('account distributions of the company Norrsken AB');
	});
});

describe('names', () => {
	const named = (listed: Array<{ id: string; name: string | null }>, used: string[]) =>
		saying((notices) => namedDimensions(listed, new Set(used), 'Norrsken AB', notices));

	test('are those of the list; one without a name that nobody uses is called by its id', () => {
		expect(named([d('d1', 'Office'), { id: 'd2', name: null }], ['d1'])).toEqual({
			result: [d('d1', 'Office'), d('d2', 'd2')],
			notices: [],
		});
	});

	test('one in use that the list lacks is called by its id, and a notice says so', () => {
		const { result, notices } = named([d('d1', 'Office')], ['d9', 'd1', 'd8']);
		expect(result).toEqual([d('d1', 'Office'), d('d8', 'd8'), d('d9', 'd9')]);
		expect(notices.map((one) => /\((d\d)\)/.exec(one)![1])).toEqual(['d8', 'd9']);
	});

	test('two of one name get their ids behind it, with one notice', () => {
		const { result, notices } = named([d('d1', 'Office'), d('d2', 'Office'), d('d3', 'City')], []);
		expect(result).toEqual([d('d1', 'Office (d1)'), d('d2', 'Office (d2)'), d('d3', 'City')]);
		expect(notices).toEqual([
			expect.stringMatching(/^Several account distributions of Norrsken AB are called Office;/),
		]);
	});

	test('an empty list is right where nobody has values', () => {
		expect(named([], [])).toEqual({ result: [], notices: [] });
		const { advice } = refusal(() => named([], ['d1']));
		expect(advice).toMatch(/^The list is empty, and yet employees have values in them\./);
	});

	test('one in use that has no name is an error', () => {
		const { advice } = refusal(() => named([d('d1', 'Office'), { id: 'd2', name: null }], ['d2']));
		expect(advice).toMatch(/^A record in use has no Name, Description or Code\./);
	});
});

describe('what is wanted', () => {
	const ALL = [d('d1', 'Konto'), d('d2', 'Office'), d('d3', 'City')];
	const wanted = (...chosen: string[]) =>
		saying((notices) => wantedDimensions(ALL, chosen, 'Norrsken AB', notices));

	test('is all but bookkeeping where nothing is chosen', () => {
		expect(wanted()).toEqual({ result: [ALL[1], ALL[2]], notices: [] });
	});

	test('is what is chosen, bookkeeping too, in any case and in the order of Flex', () => {
		expect(wanted('CITY', ' konto ')).toEqual({ result: [ALL[0], ALL[2]], notices: [] });
	});

	test('a notice names what is chosen and not there', () => {
		const { result, notices } = wanted('City', 'Team', 'Shop');
		expect(result).toEqual([ALL[2]]);
		expect(notices).toEqual([
			'The company Norrsken AB has no dimension Team, Shop. It has these: Konto, Office, City. If that is a mistake, correct Dimensions in the node.',
		]);
	});

	test('nothing of what is chosen is an error', () => {
		const error = refusal(() => wanted('Team', 'Shop'));
		expect(error.message).toBe('The company Norrsken AB has no dimension Team, Shop');
		expect(error.advice).toBe(
			'Correct Dimensions in the node. The company has these: Konto, Office, City.',
		);
		expect(error.code).toBe('input');
	});
});
