import { canonicalId, groupUuid, isGuid, isNameBasedId } from '../../../directory/common/uuid';

test('a name always gives the same version 5 UUID', () => {
	expect(groupUuid('Stockholm')).toBe(groupUuid('Stockholm'));
	expect(groupUuid('Stockholm')).toMatch(
		/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
	);
});

test('is what any other UUIDv5 library makes of the same namespace and name', () => {
	// Made with Python: uuid5(uuid5(NAMESPACE_DNS, 'n8n-nodes-flex-winningtemp'), 'Malmö')
	expect(groupUuid('Malmö')).toBe('72db98b6-94d2-50a7-ac35-d912dd0c97d7');
});

const NAME_BASED = '72db98b6-94d2-50a7-ac35-d912dd0c97d7';
const RANDOM = '72db98b6-94d2-40a7-ac35-d912dd0c97d7';

test.each([
	[NAME_BASED, true],
	[NAME_BASED.toUpperCase(), true],
	[RANDOM, false],
	[`{${NAME_BASED}}`, false],
	[`${NAME_BASED}7`, false],
	[NAME_BASED.replace('-ac35-', '-cc35-'), false],
	['', false],
])('whether an id is made from a name is seen by its form: %s, %s', (id, is) => {
	expect(isNameBasedId(id)).toBe(is);
});

test.each([
	[RANDOM, true],
	[RANDOM.toUpperCase(), true],
	[`{${RANDOM}}`, true],
	[RANDOM.slice(1), false],
	[`{${RANDOM}}}`, false],
	[RANDOM.replace('7', 'g'), false],
	['a department of thirty-six characters', false],
])('a GUID is known with braces and without, in any case: %s, %s', (id, is) => {
	expect(isGuid(id)).toBe(is);
});

test.each([
	[RANDOM, RANDOM],
	[RANDOM.toUpperCase(), RANDOM],
	[`{${RANDOM}}`, RANDOM],
	[`{${RANDOM.toUpperCase()}}`, RANDOM],
	['EMP-1', 'EMP-1'],
	['Department of thirty-six characters!', 'Department of thirty-six characters!'],
	['{Department of thirty-six letters or}', '{Department of thirty-six letters or}'],
	[`{{${RANDOM}}}`, `{{${RANDOM}}}`],
])(
	'a GUID is compared in small letters and without braces, any other id as it is: %s',
	(id, form) => {
		expect(canonicalId(id)).toBe(form);
	},
);
