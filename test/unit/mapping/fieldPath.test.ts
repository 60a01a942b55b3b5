import fc from 'fast-check';
import { compileField } from '../../../directory/common/fieldPath';
import { nearNames } from '../../../directory/common/suggestion';

const RECORD = {
	FirstName: 'Åsa',
	'a b': { c: 'in brackets' },
	x: { y: { z: 0 } },
	list: [{ name: 'first' }],
	Förnamn: 'unicode',
	'Organization.Office': 'literal',
	Organization: { Office: 'nested', 'Cost centre': '410', 'Odd.Name': 'dots' },
	empty: null,
	"it's": 'apostrophe',
};

test.each([
	['={{ $json.FirstName }}', 'Åsa'],
	['={{$json.FirstName}}', 'Åsa'],
	['=  {{ $json.FirstName }} ', 'Åsa'],
	['={{ $json . FirstName }}', 'Åsa'],
	['={{ $json["FirstName"] }}', 'Åsa'],
	["={{ $json['FirstName'] }}", 'Åsa'],
	['={{ $json["a b"].c }}', 'in brackets'],
	['={{ $json["a b"]?.c }}', 'in brackets'],
	['={{ $json?.["a b"]?.["c"] }}', 'in brackets'],
	['={{ $json.x?.y?.z }}', 0],
	['={{ $json.list[0].name }}', 'first'],
	['={{ $json.Förnamn }}', 'unicode'],
	['={{ $input.item.json.FirstName }}', 'Åsa'],
	["={{ $json['it\\'s'] }}", 'apostrophe'],
	['{{ $json.FirstName }}', 'Åsa'],
	['$json.FirstName', 'Åsa'],
	['FirstName', 'Åsa'],
	['  FirstName ', 'Åsa'],
	['a b.c', 'in brackets'],
	['Organization["Cost centre"]', '410'],
	['Organization["Odd.Name"]', 'dots'],
	['Organization?.Cost centre', '410'],
	['list[0].name', 'first'],
	["it's", 'apostrophe'],
	// As n8n writes a field that is dropped where it wants a path.
	["['FirstName']", 'Åsa'],
	["['a b'].c", 'in brackets'],
	["['it\\'s']", 'apostrophe'],
	["['Organization.Office']", 'literal'],
	['list[0]["name"]', 'first'],
])('%s is compiled to a path', (parameter, value) => {
	expect(compileField(parameter)?.read(RECORD)).toBe(value);
});

test.each([
	'={{ $json.FirstName.trim() }}',
	'={{ $json.FirstName + $json.LastName }}',
	'={{ $json.FirstName }} {{ $json.LastName }}',
	'=Anna',
	'={{ "x" }}',
	'={{ $json }}',
	'={{ $jsonp.x }}',
	'={{ $json.x || 1 }}',
	'={{ $json["a" + "b"] }}',
	'={{ $json["\\x61"] }}',
	"={{ $('Flex HRM').item.json.Id }}",
	'={{ }}',
	'',
	'  ',
])('%s is left to n8n', (parameter) => {
	expect(compileField(parameter)).toBeUndefined();
});

test('a typed name is first a field of that very name, dots included, then a path', () => {
	const office = compileField('Organization.Office')!;
	expect(office.read(RECORD)).toBe('literal');
	expect(office.read({ Organization: { Office: 'nested' } })).toBe('nested');
	expect(compileField('={{ $json.Organization.Office }}')!.read(RECORD)).toBe('nested');
});

test('a name that is no path is a field of that very name', () => {
	for (const name of ['a..b', 'x[', '[y', 'E-mail (work)', 'why?', 'a[b]']) {
		expect(compileField(name)!.read({ [name]: 1 })).toBe(1);
	}
});

test('absent and empty are told apart', () => {
	expect(compileField('nothing')!.read(RECORD)).toBeUndefined();
	expect(compileField('={{ $json.nothing.more }}')!.read(RECORD)).toBeUndefined();
	expect(compileField('empty')!.read(RECORD)).toBeNull();
	expect(compileField('={{ $json.empty.more }}')!.read(RECORD)).toBeNull();
	expect(compileField('={{ $json.empty.more.most }}')!.read(RECORD)).toBeNull();
	const below = compileField('={{ $json.place.office.name.short }}')!;
	expect(below.read({ place: { office: null } })).toBeNull();
	expect(below.read({ place: {} })).toBeUndefined();
	expect(compileField('={{ $json.FirstName.more }}')!.read(RECORD)).toBeUndefined();
});

test('nothing inherited is found, and odd names are fields like any other', () => {
	for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
		expect(compileField(name)!.read({})).toBeUndefined();
		expect(compileField(`={{ $json.x.${name} }}`)!.read({ x: {} })).toBeUndefined();
		const record: unknown = JSON.parse(`{"${name}": "Ek"}`);
		expect(compileField(name)!.read(record)).toBe('Ek');
	}
});

test('the label is what a person would write', () => {
	expect(compileField("['First name']")!.label).toBe('First name');
	expect(compileField('={{ $json["a b"]["c.d"][0] }}')!.label).toBe('a b["c.d"].0');
	expect(compileField('Organization.Office')!.label).toBe('Organization.Office');
});

test('any key that is dragged in brackets is found', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
			fc.pre(!/[\n\r\u2028\u2029]/.test(key) && key.trim() === key);
			const quoted = key.replace(/[\\']/g, '\\$&');
			const record: unknown = JSON.parse(`{${JSON.stringify(key)}: 7}`);
			expect(compileField(`={{ $json['${quoted}'] }}`)!.read(record)).toBe(7);
			expect(compileField(`['${quoted}']`)!.read(record)).toBe(7);
		}),
	);
});

test('no parameter and no record makes it throw', () => {
	fc.assert(
		fc.property(fc.string(), fc.jsonValue(), (parameter, record) => {
			const field = compileField(parameter) ?? compileField(`={{ $json.${parameter} }}`);
			expect(() => field?.read(record)).not.toThrow();
		}),
	);
});

describe('near names', () => {
	const NAMES = ['Id', 'EmailWork', 'EmailPrivate', 'FirstName', 'LastName', 'Name'];

	test.each([
		['emailwork', ['EmailWork']],
		['E-mail work', ['EmailWork']],
		['EmialWork', ['EmailWork']],
		['FristName', ['FirstName']],
		['first_name', ['FirstName']],
		['Work', ['EmailWork']],
		['Telephone', []],
		// A swap and another letter are two mistakes, and such a short name allows one.
		['Nmae', ['Name']],
		['Nmax', []],
	])('%s', (wanted, expected) => {
		expect(nearNames(wanted, NAMES)).toEqual(expected);
	});

	test('of a very long name the first eighty letters count', () => {
		const near = `y${'x'.repeat(79)}`;
		expect(nearNames('x'.repeat(200), [near])).toEqual([near]);
	});

	test('do not depend on the order and are at most three', () => {
		const names = ['Team1', 'Team2', 'Team3', 'Team4'];
		expect(nearNames('Team', names)).toEqual(['Team1', 'Team2', 'Team3']);
		expect(nearNames('Team', names.reverse())).toEqual(['Team1', 'Team2', 'Team3']);
	});
});
