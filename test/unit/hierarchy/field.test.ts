import {
	boxedReader,
	fieldReader,
	isNotKnown,
	notKnown,
	requireField,
	UNKNOWN,
} from '../../../directory/hierarchy/field';
import { failure } from './people';

describe('where a field is read', () => {
	const record = {
		Office: 'own',
		organization: { Office: 'Malmö', 'Cost Centre': '410', team: 'small', TEAM: 'large' },
		organizationCodes: { Office: 'M1', Department: 'D7' },
		attributes: { Shoe: '44', Office: 'attribute' },
		'a.b': 'dots',
		deep: { er: 'path' },
	};
	const read = (name: string) => fieldReader(name, ['organization', 'organizationCodes'])(record);

	test('in the boxes first, in their order', () => {
		expect(read('Office')).toBe('Malmö');
		expect(read('Department')).toBe('D7');
		expect(fieldReader('Office', ['organizationCodes', 'organization'])(record)).toBe('M1');
	});

	test('then in the item itself, by name or path, and last in its attributes', () => {
		expect(fieldReader('Office', [])(record)).toBe('own');
		expect(read('a.b')).toBe('dots');
		expect(read('deep.er')).toBe('path');
		expect(read('Shoe')).toBe('44');
		expect(read('Nothing')).toBeUndefined();
		expect(read('')).toBeUndefined();
	});

	test('by the exact name first, else regardless of case and blanks, the first in order of text', () => {
		expect(read('team')).toBe('small');
		expect(read('TEAM')).toBe('large');
		expect(read('Team')).toBe('large');
		expect(read(' cost  centre')).toBe('410');
		expect(read('SHOE')).toBe('44');
	});

	test('an item without boxes, or with something else in their place, has no such field', () => {
		for (const organization of [undefined, null, 'Office', 7]) {
			expect(fieldReader('Office', ['organization'])({ organization })).toBeUndefined();
		}
	});

	test('an empty value is one: nothing else is looked for', () => {
		const empty = { organization: { Office: null }, Office: 'own' };
		expect(fieldReader('Office', ['organization'])(empty)).toBeNull();
	});

	test('a reader of one box looks nowhere else', () => {
		expect(boxedReader('Office', 'organizationCodes')(record)).toBe('M1');
		expect(boxedReader('Shoe', 'organizationCodes')(record)).toBeUndefined();
		expect(boxedReader('department', 'organizationCodes')(record)).toBe('D7');
	});
});

describe('a field that is not known in this run', () => {
	test.each([
		['by its name', ['Office']],
		['in other case', ['team', ' OFFICE ']],
		['as an attribute', ['attributes.Office']],
		['by the whole box', ['organization']],
	])('is not empty: %s', (_how, names) => {
		const record = { notKnown: names, organization: { Office: null } };
		expect(fieldReader('Office', ['organization'])(record)).toBe(UNKNOWN);
		expect(fieldReader('Office', ['organization'])({ notKnown: names })).toBe(UNKNOWN);
	});

	test('has the value that is there all the same', () => {
		const record = { notKnown: ['Office'], organization: { Office: 'Malmö' } };
		expect(fieldReader('Office', ['organization'])(record)).toBe('Malmö');
		expect(boxedReader('Office', 'organization')({ ...record, organization: { Office: '' } })).toBe(
			'',
		);
	});

	test('says nothing of other fields', () => {
		const record = { notKnown: ['Team'], organization: { Office: null } };
		expect(fieldReader('Office', ['organization'])(record)).toBeNull();
		expect(boxedReader('Office', 'organization')(record)).toBeNull();
	});

	test('in one box, by its name or that of the box', () => {
		for (const name of ['office', 'organizationCodes']) {
			expect(boxedReader('Office', 'organizationCodes')({ notKnown: [name] })).toBe(UNKNOWN);
		}
		expect(boxedReader('Office', 'organizationCodes')({ notKnown: ['organization'] })).toBe(
			undefined,
		);
	});

	test('is told by a list of names, whichever of them matches', () => {
		expect(isNotKnown({ notKnown: ['Manager', 'Birthday'] }, 'gender', 'birthday')).toBe(true);
		expect(isNotKnown({ notKnown: ['Manager'] }, 'gender', 'birthday')).toBe(false);
		expect(isNotKnown({ notKnown: [] }, 'gender')).toBe(false);
		expect(isNotKnown({ notKnown: 'gender' }, 'gender')).toBe(false);
		expect(isNotKnown({}, 'gender')).toBe(false);
	});

	test('keeps people where they are, and what is found names the field', () => {
		const { ofOne, ofMany, details, severity, code } = notKnown('Office');
		expect(ofOne).toBe('stays in the present group, because Office is not known in this run');
		expect(ofMany).toBe('stay in their present groups, because Office is not known in this run');
		expect([severity, code, details]).toEqual(['warning', 'levelNotKnown', { level: 'Office' }]);
	});
});

describe('a field that must be there', () => {
	const read = fieldReader('Offce', ['organization']);
	const required = (records: Array<Record<string, unknown>>, hint?: string) =>
		failure(() => requireField(records, read, 'The level', 'Offce', hint));

	test('is, where one item of many has it, though empty', () => {
		const records = [{ organization: { Team: 'A' } }, { organization: { Offce: null } }];
		expect(() => requireField(records, read, 'The level', 'Offce')).not.toThrow();
	});

	test('else the error names what there is, each once, in order, from all boxes, and a near name', () => {
		expect(
			required([
				{ organization: { Team: 'A', Office: 'B' }, organizationCodes: { Code: '1' } },
				{ organization: { Team: 'C' }, attributes: { Shoe: 44 }, other: 1 },
			]),
		).toMatchObject({
			message: 'The level “Offce” is a field that no item has',
			advice:
				'Fields that there are: Code, Office, Shoe and Team. Did you mean “Office”? Correct the name, or have the field passed on to this node.',
			code: 'input',
		});
	});

	test('without a near name, none is guessed; the hint is the one that is given', () => {
		expect(required([{ organization: { Team: 'A' } }], 'Ask HR.').advice).toBe(
			'Fields that there are: Team. Ask HR.',
		);
	});

	test('without any field, that is what it says', () => {
		expect(required([{ externalId: '1' }], 'Ask HR.').advice).toBe(
			'The items have no organisational fields at all. Ask HR.',
		);
	});

	test('of many fields, twenty are named and the others counted', () => {
		const fields = Array.from({ length: 23 }, (_, i) => [`F${String(i).padStart(2, '0')}`, i]);
		expect(required([{ organization: Object.fromEntries(fields) }], '').advice).toMatch(
			/F18, F19 and 3 more\. $/,
		);
	});
});
