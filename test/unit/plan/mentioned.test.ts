import type { Change, HeldChange } from '../../../directory/model/change';
import { error } from '../../../directory/model/issue';
import { mentionedIn } from '../../../directory/plan/mentioned';
import { currentGroup, group, person, user } from '../../support/people';
import type { TestInput } from '../../support/plan';

/** What a plan says of those whom it mentions. */

const change = (externalId: string | null, more: Partial<Change> = {}): Change => ({
	order: 1,
	kind: 'user',
	action: 'update',
	externalId,
	targetId: `t-${externalId}`,
	name: 'Is looked up',
	changes: [],
	reason: '',
	...more,
});

const LISTS: Pick<TestInput, 'groups' | 'users' | 'current'> = {
	groups: [
		group({ externalId: 'malmo', path: ['Malmö'] }),
		group({ externalId: 'fin', path: ['Malmö', 'Finance'], parentExternalId: 'malmo' }),
	],
	users: [
		person({
			externalId: 'p1',
			firstName: 'Anna',
			lastName: 'Berg',
			groupExternalId: 'fin',
			managerExternalId: 'p2',
			employedUntil: '2026-06-30',
			attributes: { 'Employee number': 7 },
		}),
		person({ externalId: 'p2', firstName: 'Bo', lastName: 'Chef', groupExternalId: 'malmo' }),
		{
			externalId: 'p3',
			name: 'Cia Lind',
			skipped: true,
			issues: [],
			managerExternalId: 'p4',
			organization: { Department: 'finance', Office: 'malmö', Project: 'X' },
		},
		person({ externalId: 'p7', groupExternalId: null }),
		person({ externalId: 'p8' }),
	],
	current: {
		groups: [
			currentGroup({ externalId: 'old', name: 'Old', parentExternalId: null }),
			currentGroup({ externalId: 'gone', name: 'Gone', parentExternalId: 'old' }),
		],
		users: [
			user({ externalId: 'p1', firstName: 'Ann', groupExternalId: 'old', employedUntil: null }),
			user({ externalId: 'p4', firstName: 'Dan', lastName: 'Ek', groupExternalId: 'old' }),
			user({ externalId: 'p5', firstName: 'Eva', lastName: 'Ek' }),
			user({ externalId: 'p6', firstName: 'Fia', lastName: 'Ek', managerExternalId: 'p5' }),
			user({ externalId: 'p7', groupExternalId: 'gone', attributes: { employeeNumber: '99' } }),
			user({
				externalId: null,
				targetId: 'hand',
				username: 'maja@exempel.se',
				firstName: 'Maja',
				lastName: 'Hand',
				groupExternalId: 'old',
				employedUntil: '2026-01-31',
			}),
		],
	},
};

test('people whom changes, held changes and issues are about, from HR and else from the target; managers by their names', () => {
	const changes = [
		change('p1', {
			changes: [
				{ field: 'managerExternalId', from: 'p5', to: 'p2' },
				{ field: 'firstName', from: 'p8', to: 'Anna' },
			],
		}),
		change('p7'),
		change(null, { action: 'delete', targetId: 'hand' }),
	];
	const held = [change('p6') as HeldChange];
	const issues = [
		error('missingUsername', { kind: 'user', externalId: 'p3', name: 'Cia' }, ''),
		error('groupKept', { kind: 'group', externalId: 'p8', name: 'Not a person' }, ''),
		error('protectedAccounts', { kind: 'user', externalId: null, name: 'Somebody' }, ''),
	];
	expect(mentionedIn({ changes, held, issues }, LISTS).people).toEqual([
		{
			externalId: null,
			targetId: 'hand',
			name: 'Maja Hand',
			path: ['Old'],
			lastDay: '2026-01-31',
		},
		{
			externalId: 'p1',
			name: 'Anna Berg',
			number: '7',
			path: ['Malmö', 'Finance'],
			lastDay: '2026-06-30',
			managerExternalId: 'p2',
		},
		{ externalId: 'p2', name: 'Bo Chef' },
		{
			externalId: 'p3',
			name: 'Cia Lind',
			path: ['Malmö', 'Finance'],
			managerExternalId: 'p4',
		},
		{ externalId: 'p4', name: 'Dan Ek' },
		{ externalId: 'p5', name: 'Eva Ek' },
		{ externalId: 'p6', name: 'Fia Ek', managerExternalId: 'p5' },
		{ externalId: 'p7', name: 'Åsa Ek', number: '99', path: ['Old', 'Gone'] },
	]);
});

test('groups that changes name and HR does not have, with their path in the target', () => {
	const changes = [
		change('p1', { changes: [{ field: 'groupExternalId', from: 'old', to: 'fin' }] }),
		change('gone', { kind: 'group', action: 'delete' }),
		change('unknown', { kind: 'group' }),
		change('malmo', { kind: 'group' }),
	];
	expect(mentionedIn({ changes, held: [], issues: [] }, LISTS).formerGroups).toEqual([
		{ externalId: 'gone', path: ['Old', 'Gone'] },
		{ externalId: 'old', path: ['Old'] },
	]);
});

test('a plan that mentions nobody looks for nobody', () => {
	const about = { kind: 'group', externalId: 'old', name: 'Old' } as const;
	const issues = [error('groupKept', about, '')];
	expect(mentionedIn({ changes: [], held: [], issues }, LISTS)).toEqual({
		people: [],
		formerGroups: [],
	});
});
