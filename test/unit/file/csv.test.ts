import fc from 'fast-check';
import { parseCsv } from '../../../directory/file';
import { refusal as refusalIn } from '../../support/refusal';

const parse = (content: string, more: { size?: number; delimiter?: string } = {}) => {
	const bytes = Buffer.byteLength(content);
	return parseCsv({ name: 'a.csv', content, bytes, size: more.size }, more.delimiter ?? ';');
};

function refusal(content: string, size?: number): string {
	const { message, advice } = refusalIn(() => parse(content, { size }));
	expect(advice.length).toBeGreaterThan(20);
	return message;
}

test.each([
	['a line break at the end or none', 'A;B\n1;2', [{ A: '1', B: '2' }]],
	['line breaks of Windows', 'A;B\r\n1;2\r\n', [{ A: '1', B: '2' }]],
	['a byte order mark', '\uFEFFA;B\n1;2\n', [{ A: '1', B: '2' }]],
	['blank lines', 'A;B\n\n1;2\n\r\n\n', [{ A: '1', B: '2' }]],
	[
		'empty cells',
		'A;B\n;\n1;',
		[
			{ A: '', B: '' },
			{ A: '1', B: '' },
		],
	],
	['an empty cell in quotation marks', 'A;B\n"";""', [{ A: '', B: '' }]],
	[
		'delimiters, line breaks and quotation marks in a cell',
		'A;"B;"\n"a;""b""";"1\r\n2"\n',
		[{ A: 'a;"b"', 'B;': '1\r\n2' }],
	],
	['a quotation mark within a cell', 'A;B\n5" pipe;2', [{ A: '5" pipe', B: '2' }]],
	['a name that objects have already', 'A;__proto__\n1;2', [{ A: '1', ['__proto__']: '2' }]],
	['a header and nothing else', 'A;B\n', []],
	['nothing', '', []],
])('rows are read with %s', (_what, content, rows) => {
	expect(parse(content)).toEqual(rows);
});

test('another delimiter', () => {
	expect(parse('A,B\n"1,0",2;3', { delimiter: ',' })).toEqual([{ A: '1,0', B: '2;3' }]);
});

test.each([
	['a row that is cut', 'A;B\n1;2\n3', /Row 3 of the file a\.csv has 1 cells, .* 2 columns/],
	['a cell that is cut', 'A;B\n1;"2', /row 2 of the file a\.csv begins with a quotation mark/],
	['text behind a quoted cell', 'A;B\n"1"x;2', /row 2 .* does not end with one/],
	['two columns of one name', 'A;B;A\n1;2;3', /has two columns “A”/],
])('%s is refused', (_what, content, message) => {
	expect(refusal(content)).toMatch(message);
});

test('bytes are counted, not characters', () => {
	expect(parse('Ä;B\n1;2', { size: 8 })).toHaveLength(1);
	expect(refusal('Ä;B\n1;2', 9)).toBe('The file a.csv has 9 bytes on the server, but 8 were read');
});

test('what is quoted by the rules comes back as it was, and a file cut anywhere is never read as another one', () => {
	const cell = fc.string({
		unit: fc.constantFrom('a', 'Å', '👩‍🚀', ';', '"', '\n', '\r', '\uFEFF', '='),
	});
	const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 });
	fc.assert(
		fc.property(rows, fc.boolean(), fc.nat(), (table, isBroken, at) => {
			const line = (cells: string[]) =>
				cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(';');
			const content = [['A', 'B'], ...table].map(line).join('\n') + (isBroken ? '\n' : '');
			const size = Buffer.byteLength(content);
			expect(parse(content, { size })).toEqual(table.map(([A, B]) => ({ A, B })));
			const cut = content.slice(0, at % content.length);
			expect(() => parse(cut, { size })).toThrow(/bytes on the server/);
		}),
	);
});
