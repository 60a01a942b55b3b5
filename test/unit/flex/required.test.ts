import {
	optionalId,
	optionalText,
	requiredDays,
	requiredId,
} from '../../../nodes/FlexHrm/reading/required';

const WHAT = 'employment periods of Norrsken AB';

test.each<unknown>([undefined, null, '', ' ', true, [], {}, { toString: 1 }])(
	'%p is no id: an error that names field and list',
	(value) => {
		expect(() => requiredId(value, 'EmployeeId', WHAT)).toThrow(
			/form that is not known .* employment periods of Norrsken AB/,
		);
	},
);

test('an id is compared as text, in any case', () => {
	expect([requiredId(' AB-1 ', 'Id', WHAT), requiredId(7, 'Id', WHAT)]).toEqual(['ab-1', '7']);
});

test('what may be empty may not be something else', () => {
	for (const empty of [undefined, null, '', ' ']) {
		expect([optionalId(empty, 'Id', WHAT), optionalText(empty, 'Name', WHAT)]).toEqual([
			null,
			null,
		]);
	}
	expect(optionalText(106, 'Code', WHAT)).toBe('106');
	for (const other of [false, {}, []]) {
		expect(() => optionalId(other, 'AccountId', WHAT)).toThrow(/not known/);
		expect(() => optionalText(other, 'Name', WHAT)).toThrow(/not known/);
	}
});

test('a date that is there is a date, or an error: nobody stays employed by a slip', () => {
	const days = requiredDays({ FromDate: '2025-01-01T00:00:00', TomDate: '2026-03-02' }, WHAT);
	expect(days).toEqual({ from: '2025-01-01', to: '2026-03-02', hasImpossibleEnd: false });
	expect(requiredDays({ FromDate: null, ToDate: '' }, WHAT)).toEqual({
		from: null,
		to: null,
		hasImpossibleEnd: false,
	});
	for (const wrong of ['31/12/2026', 20261231, true, {}]) {
		expect(() => requiredDays({ ToDate: wrong }, WHAT)).toThrow(/not known/);
	}
});
