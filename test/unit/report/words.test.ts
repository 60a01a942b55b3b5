import {
	actionText,
	countText,
	fieldText,
	guardText,
	peopleAndGroups,
	kindText,
	numberText,
	outcomeText,
	verdictText,
	wordsOf,
	wordsIn,
} from '../../../directory/report/words';

test.each([
	[0, '0'],
	[999, '999'],
	[1000, '1,000'],
	[12_345, '12,345'],
	[1_234_567, '1,234,567'],
])('%d is read as %s', (value, text) => {
	expect(numberText(value)).toBe(text);
});

test('a noun agrees with its number, whatever its plural', () => {
	expect(countText(1, 'change')).toBe('1 change');
	expect(countText(0, 'change')).toBe('0 changes');
	expect(countText(2000, 'person', 'people')).toBe('2,000 people');
	expect([kindText('user', 1), kindText('user'), kindText('user', 0)]).toEqual([
		'person',
		'people',
		'people',
	]);
	expect([kindText('group', 1), kindText('group'), kindText('group', 3)]).toEqual([
		'group',
		'groups',
		'groups',
	]);
});

test('a figure is shown by kind, without kinds that have none', () => {
	const text = (users: number, groups: number) => peopleAndGroups(users, groups, wordsIn('en'));
	expect(text(2, 1)).toBe('2 people, 1 group');
	expect(text(1, 0)).toBe('1 person');
	expect(text(0, 3)).toBe('3 groups');
	expect(text(0, 0)).toBe('');
});

test.each([
	['missingUsername', 'Missing username'],
	['group_not-found.here', 'Group not found here'],
	['  level2Empty ', 'Level2 empty'],
	['enhetÄgare', 'Enhet ägare'],
	['warning', 'Warning'],
	['', ''],
])('the code %p is read as %p', (code, words) => {
	expect(wordsOf(code)).toBe(words);
});

test('what was done and what would be done have different words; what was not done is shown as not done', () => {
	const told = (mode: 'applied' | 'dryRun' | 'plan') =>
		(
			['created', 'updated', 'reactivated', 'deactivated', 'deleted', 'held', 'failed'] as const
		).map((outcome) => outcomeText(outcome, mode));
	expect(told('applied')).toEqual([
		'Created',
		'Updated',
		'Reactivated',
		'Deactivated',
		'Deleted',
		'Held',
		'Failed',
	]);
	const toDo = [
		'To create',
		'To update',
		'To reactivate',
		'To deactivate',
		'To delete',
		'Held',
		'Failed',
	];
	expect(told('dryRun')).toEqual(toDo);
	expect(told('plan')).toEqual(toDo);
});

test('an action says what is done to whom, and what was never decided says both', () => {
	expect(actionText('deactivate', 'user')).toBe('Deactivate person');
	expect(actionText('create', 'group')).toBe('Create group');
	expect(actionText(null, 'user')).toBe('Create or update person');
});

test('fields have the names of the editor, further attributes those that the customer gave them', () => {
	expect(fieldText('managerExternalId')).toBe('Manager');
	expect(fieldText('parentExternalId')).toBe('Group above');
	expect(fieldText('attributes.cost_centre')).toBe('cost_centre');
	expect(fieldText('attributes')).toBe('Attributes');
	expect(fieldText('costCentre')).toBe('Cost centre');
});

test('a guard that the report does not know is shown in words, to be looked at', () => {
	expect(guardText('tooManyTitles')).toEqual({
		name: 'Too many titles',
		title: 'Too many titles',
		explanation: 'Look through these changes before you release them.',
	});
	expect(guardText('__proto__').title).toBe('Proto');
});

test('a verdict says how many were planned and how many would have been let through', () => {
	expect(verdictText({ name: 'removals', actual: 1200, limit: 500, of: 10_000 })).toBe(
		'1,200 planned, at most 500 of 10,000 are let through',
	);
	expect(verdictText({ name: 'possibleReuse', actual: 1, limit: 0, of: 9 })).toBe(
		'1 planned, none is let through without a decision',
	);
});
