import type { AppliedChange, Change } from '../../../directory/model/change';
import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser } from '../../../directory/model/person';
import type { Plan, PlanSettings } from '../../../directory/plan';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import {
	planUndo,
	readUndoRecord,
	undoRecord,
	type UndoRecord,
} from '../../../directory/plan/undo';
import { OPEN_GUARDS } from '../../support/guards';
import { systems } from '../../support/plan';
import * as invented from '../../support/people';
import { brief } from './build';

const RUN = { createdAt: '2026-11-27T01:00:00.000Z', title: 'Night run' };

/** A change that a run made. */
function made(change: Partial<AppliedChange>): AppliedChange {
	return {
		order: 1,
		kind: 'user',
		action: 'update',
		externalId: 'p1',
		targetId: 't-p1',
		name: 'Åsa Ek',
		changes: [],
		reason: '',
		status: 'applied',
		attempts: 1,
		...change,
	};
}

const lastName = (from: string | null, to: string) => [{ field: 'lastName', from, to }];

function undo(
	changes: readonly AppliedChange[],
	current: { users?: CurrentUser[]; groups?: CurrentGroup[] },
	settings: Partial<PlanSettings> = {},
): Plan {
	return planUndo({
		record: throughFile(undoRecord(changes, RUN)!),
		current: { users: [], groups: [], ...current },
		settings: { ...DEFAULT_SETTINGS, guards: OPEN_GUARDS, ...settings },
		systems,
	});
}

/** A file is written, uploaded and read. */
function throughFile(record: object): UndoRecord {
	return readUndoRecord([{ data: JSON.parse(JSON.stringify(record)) as object }]);
}

const said = ({ issues }: Plan) => issues.map(({ code, message }) => `${code}: ${message}`);
const fieldsOf = ({ changes }: Plan) => changes.flatMap((change: Change) => change.changes);

describe('the record of a run', () => {
	test('holds what the target confirmed, and nothing that was tried, refused or there already', () => {
		const changes = [
			made({ externalId: 'p1' }),
			made({ externalId: 'p2', status: 'failed', error: 'Refused.' }),
			made({ externalId: 'p3', status: 'skipped' }),
			made({ externalId: 'p4', status: 'dryRun' }),
			made({ externalId: 'p5', attempts: 0 }),
			made({ externalId: 'p6', status: 'failed', partly: true, error: 'No group.' }),
			made({ externalId: 'p7', status: 'skipped', partly: true }),
		];
		const record = undoRecord(changes, RUN);
		expect(record?.changes.map(({ externalId }) => externalId)).toEqual(['p1', 'p6']);
	});

	test('does not exist where nothing was made', () => {
		expect(undoRecord([made({ status: 'dryRun' })], RUN)).toBeUndefined();
		expect(undoRecord(['a text', null, {}, { status: 'applied' }], RUN)).toBeUndefined();
	});

	test('has no value of a person with protected identity, and says how many changes are left out', () => {
		const record = undoRecord(
			[
				made({ protectedIdentity: true, changes: lastName('Hemlig', 'Dold'), name: 'Person p1' }),
				made({ externalId: 'p2', targetId: 't-p2' }),
				made({
					kind: 'group',
					action: 'delete',
					targetId: 'g',
					before: { name: 'Lager', memberTargetIds: ['t-p1', 't-p9'] },
				}),
			],
			RUN,
		);
		expect(JSON.stringify(record)).not.toMatch(/Hemlig|Dold|t-p1/);
		expect(record?.protectedChanges).toBe(1);
		const plan = undo([made({ protectedIdentity: true }), made({ targetId: 't-p2' })], {});
		expect(said(plan)).toContain(
			'undoLeftOut: 1 change of people with protected identity cannot be undone: the undo file does not hold their values. Correct HR or the mapping; the next run then writes the right values.',
		);
	});
});

describe('values', () => {
	const wrong = made({ changes: lastName('Ek', 'EK') });

	test('go back to what they were where they still are what the run wrote', () => {
		const plan = undo([wrong], { users: [invented.user({ lastName: 'EK' })] });
		expect(brief(plan.changes)).toEqual(['update user p1: lastName']);
		expect(fieldsOf(plan)).toEqual([{ field: 'lastName', from: 'EK', to: 'Ek' }]);
		expect(plan.changes[0]?.reason).toBe('Was so before the run.');
		expect(plan.issues).toEqual([]);
	});

	test.each([
		['a blank External ID', { externalId: ' ' }],
		['no username', { externalId: 'p9', username: '' }],
	])('go back beside a user with %s, who is no reason for an issue', (_what, other) => {
		const there = { targetId: 't-p9', username: 'p9@x.se', ...other };
		const plan = undo([wrong], {
			users: [invented.user({ lastName: 'EK' }), invented.user(there)],
		});
		expect(brief(plan.changes)).toEqual(['update user p1: lastName']);
		expect(plan.issues).toEqual([]);
	});

	test('stay where somebody has changed them since, and the person is named', () => {
		const plan = undo([wrong], { users: [invented.user({ lastName: 'Lind' })] });
		expect(plan.changes).toEqual([]);
		expect(said(plan)).toEqual([
			'undoChangedSince: Åsa Lind has had another last name since the run, so that it stays as it is. Check that it is right.',
		]);
	});

	test('that are as before already are left, and counted', () => {
		const plan = undo([wrong], { users: [invented.user({ lastName: 'Ek' })] });
		expect(plan.changes).toEqual([]);
		expect(plan.issues).toEqual([]);
		expect(plan.summary.undo).toEqual({ ...RUN, changes: 1, already: 1 });
	});

	test('of all users and groups, those that are as before already are counted, and those that stay unchanged', () => {
		const changes = [
			made({ externalId: 'p1', targetId: 't-p1', changes: lastName('Ek', 'EK') }),
			made({ externalId: 'p2', targetId: 't-p2', changes: lastName('Ek', 'EK') }),
			made({ externalId: 'p3', targetId: 't-p3', changes: lastName('Ek', 'EK') }),
			made({ externalId: 'p4', targetId: 't-p4', action: 'create' }),
			made({
				...{ kind: 'group', externalId: 'g', targetId: 't-g', name: 'Lager' },
				changes: [{ field: 'name', from: 'Lager', to: 'Lagret' }],
			}),
		];
		const user = (id: string, name: string) =>
			invented.user({
				externalId: id,
				targetId: `t-${id}`,
				username: `${id}@x.se`,
				lastName: name,
			});
		const { summary, changes: back } = undo(changes, {
			users: [user('p1', 'EK'), user('p2', 'Ek'), user('p3', 'Lind'), user('p4', 'Ny')],
			groups: [invented.currentGroup({ externalId: 'g', targetId: 't-g', name: 'Lager' })],
		});
		expect(brief(back)).toEqual(['update user p1: lastName', 'deactivate user p4: active']);
		expect(summary.undo).toEqual({ ...RUN, changes: 5, already: 2 });
		expect(summary.users).toMatchObject({ update: 1, deactivate: 1, unchanged: 2 });
	});

	test('that the target does not show are named', () => {
		const birthday = made({
			changes: [{ field: 'birthday', from: '1990-01-01', to: '1991-01-01' }],
		});
		expect(said(undo([birthday], { users: [invented.user()] }))).toEqual([
			'undoUnreadable: Åsa Ek stays as the run left it: Winningtemp does not show the birthday that is there now or was there before. Check it in Winningtemp.',
		]);
	});

	test('of one person changed in several steps go back in one', () => {
		const steps = [
			made({ order: 1, changes: [{ field: 'username', from: 'a@x.se', to: 'b-sync-1@x.se' }] }),
			made({ order: 2, changes: [{ field: 'username', from: 'b-sync-1@x.se', to: 'c@x.se' }] }),
		];
		for (const order of [steps, [...steps].reverse()]) {
			const plan = undo(order, { users: [invented.user({ username: 'c@x.se' })] });
			expect(fieldsOf(plan)).toEqual([{ field: 'username', from: 'c@x.se', to: 'a@x.se' }]);
		}
	});

	test('that the run wrote as they were are passed over, whatever is there now', () => {
		const plan = undo([made({ changes: lastName('Ek', 'Ek') })], {
			users: [invented.user({ lastName: 'Lind' })],
		});
		expect([plan.changes, plan.issues]).toEqual([[], []]);
	});

	test('further values go back as well', () => {
		const changed = made({ changes: [{ field: 'attributes.title', from: 'A', to: 'B' }] });
		const plan = undo([changed], { users: [invented.user({ attributes: { title: 'B' } })] });
		expect(fieldsOf(plan)).toEqual([{ field: 'attributes.title', from: 'B', to: 'A' }]);
	});

	test('a username that was not known before is not taken away, and the person is named', () => {
		const named = made({ changes: [{ field: 'username', from: null, to: 'p1@exempel.se' }] });
		const plan = undo([named], { users: [invented.user()] });
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code, details }) => [code, details.field])).toEqual([
			['undoUnreadable', 'username'],
		]);
	});

	test('a username goes back where the e-mail address is as before already', () => {
		const login = made({
			changes: [
				{ field: 'username', from: 'a@x.se', to: 'b@x.se' },
				{ field: 'email', from: 'a@x.se', to: 'b@x.se' },
			],
		});
		const plan = undo([login], {
			users: [invented.user({ username: 'b@x.se', email: 'a@x.se' })],
		});
		expect(fieldsOf(plan)).toEqual([{ field: 'username', from: 'b@x.se', to: 'a@x.se' }]);
		expect(plan.issues).toEqual([]);
	});

	test('username and e-mail address stay together where one of them was changed since', () => {
		const login = made({
			changes: [
				{ field: 'username', from: 'a@x.se', to: 'b@x.se' },
				{ field: 'email', from: 'a@x.se', to: 'b@x.se' },
			],
		});
		const plan = undo([login], {
			users: [invented.user({ username: 'b@x.se', email: 'new@x.se' })],
		});
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ details }) => details.field)).toEqual(['email', 'username']);
	});

	test('a username that somebody else has now is not given back, nor one that this person then keeps', () => {
		const renamed = (id: string, from: string, to: string) =>
			made({
				externalId: id,
				targetId: `t-${id}`,
				changes: [{ field: 'username', from, to }],
			});
		const plan = undo([renamed('p1', 'a@x.se', 'b@x.se'), renamed('p2', 'b@x.se', 'c@x.se')], {
			users: [
				invented.user({ externalId: 'p1', username: 'b@x.se' }),
				invented.user({ externalId: 'p2', username: 'c@x.se' }),
				invented.user({ externalId: 'p3', username: 'A@x.se' }),
			],
		});
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
			['undoTaken', 'p1'],
			['undoTaken', 'p2'],
		]);
	});

	test('a manager who is gone is named, and one that would make a circle as well', () => {
		const manager = (id: string, from: string) =>
			made({
				externalId: id,
				targetId: `t-${id}`,
				changes: [{ field: 'managerExternalId', from, to: null }],
			});
		const plan = undo([manager('p1', 'p2'), manager('p3', 'p9')], {
			users: [
				invented.user({ externalId: 'p1', managerExternalId: null }),
				invented.user({ externalId: 'p2', managerExternalId: 'p1' }),
				invented.user({ externalId: 'p3', managerExternalId: null }),
			],
		});
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
			['undoCircle', 'p1'],
			['undoReferenceGone', 'p3'],
		]);
	});
});

describe('people', () => {
	const created = made({ action: 'create', changes: lastName(null, 'Ek') });

	test.each([
		['deactivate', ['deactivate user p1: active']],
		['delete', ['delete user p1']],
		['none', []],
	] as const)('whom the run created are removed by the same setting: %s', (action, expected) => {
		const settings = { removal: { ...DEFAULT_SETTINGS.removal, action } };
		const plan = undo([created], { users: [invented.user()] }, settings);
		expect(brief(plan.changes)).toEqual(expected);
		expect(plan.issues.map(({ code }) => code)).toEqual(action === 'none' ? ['undoKept'] : []);
	});

	test('whom the run created are found where the directory keeps External IDs in other case', () => {
		const plan = undo([{ ...created, externalId: 'P1' }], { users: [invented.user()] });
		expect(brief(plan.changes)).toEqual(['deactivate user p1: active']);
	});

	test('a manager, a group and an adoption are taken back where the directory keeps IDs in other case', () => {
		const plan = undo(
			[
				made({ order: 1, kind: 'group', action: 'create', externalId: 'NEW', targetId: 't-new' }),
				made({
					order: 2,
					externalId: 'P1',
					changes: [
						{ field: 'externalId', from: null, to: 'P1' },
						{ field: 'managerExternalId', from: 'p3', to: 'P2' },
						{ field: 'groupExternalId', from: 'old', to: 'NEW' },
					],
					leaves: ['t-old'],
				}),
			],
			{
				users: [
					invented.user({ managerExternalId: 'p2', memberOf: ['t-new'] }),
					invented.user({ externalId: 'p2', managerExternalId: null }),
					invented.user({ externalId: 'p3', managerExternalId: null }),
				],
				groups: ['old', 'new'].map((externalId) =>
					invented.currentGroup({
						externalId,
						memberTargetIds: externalId === 'new' ? ['t-p1'] : [],
					}),
				),
			},
		);
		expect(said(plan)).toEqual([]);
		expect(brief(plan.changes).sort()).toEqual([
			'delete group new',
			'update user p1: externalId, managerExternalId, groupExternalId',
		]);
	});

	test.each([
		['a manager who writes their own ID in other case', 'P2', ['undoCircle']],
		['one who manages nobody', 'p3', []],
	])('nobody gets %s back where that is a circle', (_who, manager, codes) => {
		const plan = undo(
			[made({ changes: [{ field: 'managerExternalId', from: manager, to: null }] })],
			{
				users: [
					invented.user({ managerExternalId: null }),
					invented.user({ externalId: 'p2', managerExternalId: 'P1' }),
					invented.user({ externalId: 'p3', managerExternalId: null }),
				],
			},
		);
		expect(plan.issues.map(({ code }) => code)).toEqual(codes);
	});

	test('an ID that two have, but for its case, is the one who writes it so', () => {
		const plan = undo(
			[made({ changes: [{ field: 'managerExternalId', from: 'Fin', to: 'fin' }] })],
			{
				users: [
					invented.user({ managerExternalId: 'fin' }),
					invented.user({ externalId: 'Fin', username: 'a@exempel.se' }),
					invented.user({ externalId: 'fin', username: 'b@exempel.se' }),
				],
			},
		);
		expect(fieldsOf(plan)).toEqual([{ field: 'managerExternalId', from: 'fin', to: 'Fin' }]);
	});

	test('whom the run created go for that reason, and who is gone already is as before', () => {
		const plan = undo([created], { users: [invented.user()] });
		expect(plan.changes[0]!.reason).toBe('Was created by the run.');
		const gone = undo([created], {});
		expect([gone.changes, gone.issues]).toEqual([[], []]);
		expect(gone.summary.undo).toMatchObject({ changes: 1, already: 1 });
	});

	test.each([
		['deleted, gets it back', 'delete', ['update user p1: username', 'delete user p2'], []],
		['deactivated, does not', 'deactivate', ['deactivate user p2: active'], ['undoTaken']],
	] as const)(
		'whose username somebody got whom the run created, and who is now %s',
		(_what, action, expected, codes) => {
			const plan = undo(
				[
					made({ changes: [{ field: 'username', from: 'a@x.se', to: 'b@x.se' }] }),
					made({ order: 2, action: 'create', externalId: 'p2', targetId: 't-p2' }),
				],
				{
					users: [
						invented.user({ username: 'b@x.se' }),
						invented.user({ externalId: 'p2', username: 'a@x.se' }),
					],
				},
				{ removal: { ...DEFAULT_SETTINGS.removal, action } },
			);
			expect(brief(plan.changes).sort()).toEqual([...expected].sort());
			expect(plan.issues.map(({ code }) => code)).toEqual(codes);
		},
	);

	test('whose status the run changed by the action alone get the former one back', () => {
		const plan = undo(
			[
				made({ action: 'deactivate' }),
				made({ action: 'reactivate', externalId: 'p2', targetId: 't-p2' }),
			],
			{ users: [invented.user({ active: false }), invented.user({ externalId: 'p2' })] },
		);
		expect(brief(plan.changes)).toEqual([
			'reactivate user p1: active',
			'deactivate user p2: active',
		]);
		expect(plan.changes.map(({ reason }) => reason)).toEqual([
			'Was active before the run.',
			'Was inactive before the run.',
		]);
	});

	test('whom the run created stay where somebody has changed them since', () => {
		const plan = undo([created], { users: [invented.user({ lastName: 'Lind' })] });
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code }) => code)).toEqual(['undoChangedSince']);
	});

	test('whom the run deactivated become active, and those whom it reactivated inactive', () => {
		const active = (id: string, action: 'deactivate' | 'reactivate', to: boolean) =>
			made({
				externalId: id,
				targetId: `t-${id}`,
				action,
				changes: [{ field: 'active', from: !to, to }],
			});
		const plan = undo([active('p1', 'deactivate', false), active('p2', 'reactivate', true)], {
			users: [
				invented.user({ externalId: 'p1', active: false }),
				invented.user({ externalId: 'p2', active: true }),
			],
		});
		expect(brief(plan.changes)).toEqual([
			'reactivate user p1: active',
			'deactivate user p2: active',
		]);
	});

	test('whom the run deleted become active where they are kept as inactive, and are named where not', () => {
		const deleted = made({ action: 'delete' });
		const kept = undo([deleted], { users: [invented.user({ active: false })] });
		expect(brief(kept.changes)).toEqual(['reactivate user p1: active']);
		expect(said(undo([deleted], {}))).toEqual([
			'undoDeleted: Åsa Ek was deleted by the run and is no longer in Winningtemp. Restore the user there, if Winningtemp offers that, before the next run creates a new one.',
		]);
	});

	test('an account made by hand that the run adopted loses the External ID', () => {
		const adopted = made({ changes: [{ field: 'externalId', from: null, to: 'p1' }] });
		const plan = undo([adopted], { users: [invented.user()] });
		expect(fieldsOf(plan)).toEqual([{ field: 'externalId', from: 'p1', to: null }]);
		const again = undo([adopted], {
			users: [invented.user({ externalId: null, targetId: 't-p1', username: 'p1@exempel.se' })],
		});
		expect(again.changes).toEqual([]);
		expect(again.issues).toEqual([]);
	});

	test('who is there under another External ID, or not at all, is left and named', () => {
		const plan = undo(
			[
				made({ changes: lastName('Ek', 'EK') }),
				made({ externalId: 'p2', targetId: 't-p2', changes: lastName('Ek', 'EK') }),
			],
			{ users: [invented.user({ externalId: 'p7', targetId: 't-p1', lastName: 'EK' })] },
		);
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code }) => code)).toEqual(['undoGone', 'undoGone']);
	});

	test('protected accounts stay as they are', () => {
		const plan = undo(
			[made({ changes: lastName('Ek', 'EK') })],
			{ users: [invented.user({ lastName: 'EK' })] },
			{ protectedAccounts: ['p1'] },
		);
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code }) => code)).toEqual(['protectedAccounts']);
	});
});

describe('groups', () => {
	const group = (externalId: string, more: Partial<CurrentGroup> = {}) =>
		invented.currentGroup({ externalId, parentExternalId: null, ...more });
	const ofGroup = (id: string, change: Partial<AppliedChange>) =>
		made({ kind: 'group', externalId: id, targetId: `t-${id}`, name: id, ...change });

	test('that the run created are deleted once its people have left, and stay while others are in them', () => {
		const changes = [
			ofGroup('new', { action: 'create', changes: [{ field: 'name', from: null, to: 'new' }] }),
			made({
				order: 2,
				changes: [{ field: 'groupExternalId', from: 'old', to: 'new' }],
				leaves: ['t-old'],
			}),
		];
		const groups = [group('new'), group('old')];
		const moved = invented.user({ memberOf: ['t-new'] });
		const plan = undo(changes, { users: [moved], groups });
		expect(brief(plan.changes)).toEqual(['update user p1: groupExternalId', 'delete group new']);
		expect(plan.changes[0]).toMatchObject({
			leaves: ['t-new'],
			reason: 'Was in “old” before the run.',
		});
		const other = invented.user({ externalId: 'p2', memberOf: ['t-new'] });
		const kept = undo(changes, { users: [moved, other], groups });
		expect(brief(kept.changes)).toEqual(['update user p1: groupExternalId']);
		expect(said(kept)).toEqual([
			'undoNotEmpty: new was created by the run and stays: somebody or something else is in it now. Empty it or delete it in Winningtemp.',
		]);
	});

	test('that the run deleted are made again, from the top, and their people come back', () => {
		const deleted = (id: string, parentExternalId: string | null, memberTargetIds: string[] = []) =>
			ofGroup(id, {
				action: 'delete',
				before: { name: `Group ${id}`, parentExternalId, managerExternalId: 'p1', memberTargetIds },
			});
		const plan = undo([deleted('team', 'unit'), deleted('unit', null, ['t-p2'])], {
			users: [
				invented.user({ memberOf: [] }),
				invented.user({ externalId: 'p2', active: false, memberOf: [] }),
			],
			groups: [],
		});
		expect(brief(plan.changes)).toEqual([
			'create group Group unit',
			'create group Group team',
			'update user p2: groupExternalId',
		]);
		expect(plan.changes[1]?.changes).toEqual([
			{ field: 'managerExternalId', from: null, to: 'p1' },
			{ field: 'name', from: null, to: 'Group team' },
			{ field: 'parentExternalId', from: null, to: 'unit' },
		]);
		expect(plan.summary.undo).toMatchObject({ changes: 2, already: 0 });
	});

	test('that the run deleted get their further values back, and are named where what they refer to is gone', () => {
		const plan = undo(
			[
				ofGroup('team', {
					action: 'delete',
					before: {
						name: 'Team',
						parentExternalId: 'gone',
						managerExternalId: 'p9',
						attributes: { costCentre: '410', floor: null },
					},
				}),
			],
			{ users: [invented.user()], groups: [] },
		);
		expect(plan.changes).toMatchObject([
			{
				action: 'create',
				externalId: 'team',
				reason: 'Was deleted by the run.',
				changes: [
					{ field: 'attributes.costCentre', from: null, to: '410' },
					{ field: 'name', from: null, to: 'Team' },
				],
			},
		]);
		expect(plan.issues.map(({ code, details }) => [code, details.field])).toEqual([
			['undoReferenceGone', 'managerExternalId'],
			['undoReferenceGone', 'parentExternalId'],
		]);
	});

	test('that the run deleted come back below a group and under a manager whom the directory has in other case', () => {
		const before = { name: 'Team', parentExternalId: 'UNIT', managerExternalId: 'P1' };
		const plan = undo([ofGroup('team', { action: 'delete', before })], {
			users: [invented.user()],
			groups: [group('unit')],
		});
		expect(plan.changes.map(({ changes }) => changes)).toEqual([
			[
				{ field: 'managerExternalId', from: null, to: 'p1' },
				{ field: 'name', from: null, to: 'Team' },
				{ field: 'parentExternalId', from: null, to: 'unit' },
			],
		]);
		expect(plan.issues).toEqual([]);
	});

	test('that the run deleted come back at the top where they stood below each other in a circle', () => {
		const deleted = (id: string, parentExternalId: string) =>
			ofGroup(id, { action: 'delete', before: { name: `Group ${id}`, parentExternalId } });
		const plan = undo([deleted('a', 'b'), deleted('b', 'a')], {});
		expect(
			plan.changes.map(({ action, externalId, changes }) => [action, externalId, changes]),
		).toEqual(
			['a', 'b'].map((id) => ['create', id, [{ field: 'name', from: null, to: `Group ${id}` }]]),
		);
		expect(plan.issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
			['undoReferenceGone', 'a'],
			['undoReferenceGone', 'b'],
		]);
	});

	test('that the run deleted, several around one person, each get that person back', () => {
		const deleted = (id: string) =>
			ofGroup(id, {
				action: 'delete',
				before: { name: `Group ${id}`, parentExternalId: null, memberTargetIds: ['t-p1', 't-p2'] },
			});
		const moved = made({
			externalId: 'p2',
			targetId: 't-p2',
			changes: [{ field: 'groupExternalId', from: 'a', to: 'b' }],
			leaves: ['t-a'],
		});
		const plan = undo([moved, deleted('team'), deleted('unit')], {
			users: [
				invented.user({ active: false, memberOf: [] }),
				invented.user({ externalId: 'p2', memberOf: ['t-b'] }),
			],
			groups: [group('a'), group('b')],
		});
		expect(plan.issues).toEqual([]);
		expect(plan.changes.filter(({ kind }) => kind === 'user')).toMatchObject([
			{
				externalId: 'p1',
				changes: [{ field: 'groupExternalId', from: null, to: 'team' }],
				leaves: [],
				joins: ['unit'],
			},
			{
				externalId: 'p2',
				changes: [{ field: 'groupExternalId', from: 'b', to: 'a' }],
				leaves: ['t-b'],
				joins: ['team', 'unit'],
			},
		]);
	});

	test('get their name, parent and manager back, but for a parent that would make a circle now', () => {
		const plan = undo(
			[
				ofGroup('a', {
					changes: [
						{ field: 'name', from: 'Lager', to: 'Logistik' },
						{ field: 'managerExternalId', from: 'p1', to: null },
						{ field: 'parentExternalId', from: 'b', to: null },
					],
				}),
			],
			{
				users: [invented.user()],
				groups: [
					group('a', { name: 'Logistik', managerExternalId: null }),
					group('b', { parentExternalId: 'a' }),
				],
			},
		);
		expect(fieldsOf(plan)).toEqual([
			{ field: 'managerExternalId', from: null, to: 'p1' },
			{ field: 'name', from: 'Logistik', to: 'Lager' },
		]);
		expect(plan.issues.map(({ code }) => code)).toEqual(['undoCircle']);
	});

	test('made by hand get the people back whom the run took out', () => {
		const overwritten = made({
			changes: [{ field: 'groupExternalId', from: 'a', to: 'a' }],
			leaves: ['t-club'],
			wasThere: true,
		});
		const plan = undo([overwritten], {
			users: [invented.user({ memberOf: ['t-a'] })],
			groups: [
				group('a'),
				{ ...group('club'), externalId: null, targetId: 't-club', name: 'Club' },
			],
		});
		expect(plan.changes).toMatchObject([
			{
				changes: [{ field: 'groupExternalId', from: 'a', to: 'a' }],
				leaves: [],
				joins: ['t-club'],
			},
		]);
	});

	describe('people come back', () => {
		const club = { ...group('club'), externalId: null, targetId: 't-club', name: 'Club' };
		const there = [group('a'), group('b'), group('c'), club];
		const moved = (from: string | null, to: string | null, ...leaves: string[]) =>
			made({ changes: [{ field: 'groupExternalId', from, to }], leaves });
		const back = (run: AppliedChange, memberOf: string[], groups = there) =>
			undo([run], { users: [invented.user({ memberOf })], groups });
		/** What is done to the one person, in short. */
		const done = ({ changes }: Plan) =>
			changes.map(({ changes: [field], leaves, joins, reason }) => ({
				to: field!.to,
				leaves,
				joins,
				reason,
			}));

		test.each<[string, AppliedChange, string[], object[]]>([
			[
				'into no group, where they were in none',
				moved(null, 'b'),
				['t-b'],
				[
					{
						to: null,
						leaves: ['t-b'],
						joins: undefined,
						reason: 'Was in no group before the run.',
					},
				],
			],
			[
				'into their group, where the run left them without one',
				moved('a', null, 't-a'),
				[],
				[{ to: 'a', leaves: [], joins: undefined, reason: 'Was in “a” before the run.' }],
			],
			[
				'into the first of several groups, and into the others beside it',
				moved('c', 'b', 't-a', 't-c'),
				['t-b'],
				[{ to: 'c', leaves: ['t-b'], joins: ['t-a'], reason: 'Was in “a” before the run.' }],
			],
			[
				'into a group that was made by hand, where they were in no other',
				moved(null, 'b', 't-club'),
				['t-b'],
				[{ to: null, leaves: ['t-b'], joins: ['t-club'], reason: 'Was in “Club” before the run.' }],
			],
			[
				'out of the new group only, where somebody has put them back into the former one',
				moved('a', 'b', 't-a'),
				['t-a', 't-b'],
				[{ to: 'a', leaves: ['t-b'], joins: undefined, reason: 'Was in “a” before the run.' }],
			],
			[
				'into a group that was made by hand, where they are in none now',
				moved(null, 'b', 't-club'),
				[],
				[{ to: null, leaves: [], joins: ['t-club'], reason: 'Was in “Club” before the run.' }],
			],
			['not at all, where they are back', moved('a', 'b', 't-a'), ['t-a'], []],
			['not at all, where they were in none and are in none', moved(null, 'b'), [], []],
		])('%s', (_where, run, memberOf, expected) => {
			const plan = back(run, memberOf);
			expect(done(plan)).toEqual(expected);
			expect(plan.issues).toEqual([]);
		});

		test.each<[string, AppliedChange, string[]]>([
			['was moved by the run and is in none now', moved('a', 'b', 't-a'), []],
			['was taken out by the run and is in another one now', moved('a', null, 't-a'), ['t-c']],
		])('but not who %s: somebody has changed that since', (_who, run, memberOf) => {
			const plan = back(run, memberOf);
			expect(plan.changes).toEqual([]);
			expect(plan.issues.map(({ code }) => code)).toEqual(['undoChangedSince']);
		});

		test('out of the new group, and are named, where the former one is gone', () => {
			const plan = back(moved('gone', 'b', 't-gone'), ['t-b']);
			expect(done(plan)).toMatchObject([{ to: null, leaves: ['t-b'] }]);
			expect(plan.issues.map(({ code, details }) => [code, details.field])).toEqual([
				['undoReferenceGone', 'groupExternalId'],
			]);
		});

		test('and only a move from one group to another, or to none, counts for the guard', () => {
			const none = { guards: { ...OPEN_GUARDS, moves: { count: 0, share: 0 } } };
			const held = (run: AppliedChange, memberOf: string[]) =>
				undo([run], { users: [invented.user({ memberOf })], groups: there }, none).held.length;
			expect(held(moved('a', 'b', 't-a'), ['t-b'])).toBe(1);
			expect(held(moved(null, 'b'), ['t-b'])).toBe(1);
			expect(held(moved('a', null, 't-a'), [])).toBe(0);
		});
	});

	test('whose groups the target does not show is named, and stays', () => {
		const moved = made({
			changes: [{ field: 'groupExternalId', from: 'a', to: 'b' }],
			leaves: ['t-a'],
		});
		const plan = undo([moved], {
			users: [invented.user(), invented.user({ externalId: 'p2', memberOf: ['t-b'] })],
			groups: [group('a'), group('b')],
		});
		expect(plan.changes).toEqual([]);
		expect(said(plan)).toEqual([
			'undoUnreadable: Åsa Ek stays as the run left it: Winningtemp does not show the group that is there now or was there before. Check it in Winningtemp.',
		]);
	});

	test('who was moved since stays', () => {
		const moved = made({
			changes: [{ field: 'groupExternalId', from: 'a', to: 'b' }],
			leaves: ['t-a'],
		});
		const plan = undo([moved], {
			users: [invented.user({ memberOf: ['t-c'] })],
			groups: [group('a'), group('b'), group('c')],
		});
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code }) => code)).toEqual(['undoChangedSince']);
	});
});

describe('guards', () => {
	const people = Array.from({ length: 40 }, (_, i) => `p${i}`);
	const changes = people.map((id) =>
		made({ externalId: id, targetId: `t-${id}`, changes: lastName('Ek', 'EK') }),
	);
	const users = people.map((externalId) => invented.user({ externalId, lastName: 'EK' }));

	test('hold an undo as they hold any plan, until a person releases it', () => {
		const settings = { guards: DEFAULT_SETTINGS.guards };
		const plan = undo(changes, { users }, settings);
		expect(plan.changes).toEqual([]);
		expect(plan.held).toHaveLength(40);
		expect(plan.held[0]?.guard).toMatchObject({ name: 'fieldChanges', actual: 40, of: 40 });
		const release = plan.summary.planId;
		expect(undo(changes, { users }, { ...settings, release }).changes).toHaveLength(40);
	});

	test('hold a name and birthday that would make somebody else of a user', () => {
		const plan = undo(
			[
				made({
					changes: [
						{ field: 'firstName', from: 'Nils', to: 'Åsa' },
						{ field: 'lastName', from: 'Lind', to: 'Ek' },
						{ field: 'birthday', from: '1970-01-01', to: '1990-01-01' },
					],
				}),
			],
			{ users: [invented.user({ birthday: '1990-01-01' })] },
		);
		expect(plan.held.map(({ guard }) => guard.name)).toEqual(['possibleReuse']);
	});
});

describe('a file', () => {
	const record = () => undoRecord([made({ changes: lastName('Ek', 'EK') })], RUN)!;
	const withChange = (change: object) => ({
		...record(),
		changes: [{ ...record().changes[0], ...change }],
	});

	test.each<[string, object, string]>([
		['is another one', { kind: 'report' }, 'Made has no undo file'],
		[
			'is of another version',
			{ ...record(), version: 2 },
			'The undo file has version 2, and this node reads version 1',
		],
		[
			'has no time',
			{ ...record(), createdAt: 'yesterday' },
			'The undo file does not say when the run was: createdAt is not a time',
		],
		['has no changes', { ...record(), changes: {} }, 'The undo file has no list of changes'],
		[
			'has too many changes',
			{ ...record(), changes: new Array(300_001).fill(0) },
			'The undo file has 300,001 changes, and at most 300,000 are read',
		],
		[
			'has no object',
			{ ...record(), changes: [7] },
			'Change 1 of the undo file cannot be read: it is not an object',
		],
		[
			'has another kind',
			withChange({ kind: 'admin' }),
			'Change 1 of the undo file cannot be read: its kind is neither “user” nor “group”',
		],
		[
			'has another action',
			withChange({ action: 'promote' }),
			'Change 1 of the undo file cannot be read: its action is not known',
		],
		[
			'has no id',
			withChange({ targetId: 7 }),
			'Change 1 of the undo file cannot be read: it has no targetId',
		],
		[
			'has no order',
			withChange({ order: '1' }),
			'Change 1 of the undo file cannot be read: its order is not a number',
		],
		[
			'has an External ID that is a number',
			withChange({ externalId: 7 }),
			'Change 1 of the undo file cannot be read: its externalId is not a text',
		],
		[
			'has no list of values',
			withChange({ changes: { field: 'lastName' } }),
			'Change 1 of the undo file cannot be read: it has no list of values',
		],
		[
			'has groups to leave that are no list of ids',
			withChange({ leaves: ['t-a', 7] }),
			'Change 1 of the undo file cannot be read: leaves is not a list of ids',
		],
		...[
			[{}, 'the group before has no name'],
			['a group', 'the group before has no name'],
			[{ name: 'a', parentExternalId: 7 }, 'the group before has a reference that is not a text'],
			[{ name: 'a', managerExternalId: {} }, 'the group before has a reference that is not a text'],
			[{ name: 'a', memberTargetIds: 't-a' }, 'memberTargetIds is not a list of ids'],
			[{ name: 'a', attributes: ['x'] }, 'its attributes are no values'],
		].map(([before, says]): [string, object, string] => [
			`has a group that was before as ${JSON.stringify(before)}`,
			withChange({ kind: 'group', changes: [], before }),
			`Change 1 of the undo file cannot be read: ${String(says)}`,
		]),
		[
			'has an unknown field',
			withChange({ changes: [{ field: 'roles', from: 'a', to: 'b' }] }),
			'Change 1 of the undo file cannot be read: a user has no field “roles”',
		],
		[
			'has a value of another type',
			withChange({ changes: [{ field: 'lastName', from: { $ref: 1 }, to: 'b' }] }),
			'Change 1 of the undo file cannot be read: the value of “lastName” is not one that this field can have',
		],
		[
			'has a value that is too long',
			withChange({ changes: [{ field: 'lastName', from: 'x'.repeat(20_001), to: 'b' }] }),
			'Change 1 of the undo file cannot be read: the value of “lastName” is not one that this field can have',
		],
	])('that %s is refused with what is wrong', (_what, data, message) => {
		expect(() => readUndoRecord([{ data }])).toThrow(message);
	});

	test('that has no title or name, or one that is no text, has an empty one', () => {
		for (const value of [undefined, 7, { a: 1 }, '']) {
			const read = readUndoRecord([{ data: { ...withChange({ name: value }), title: value } }]);
			expect([read.title, read.changes[0]!.name]).toEqual(['', '']);
		}
	});

	test('that has somebody without External ID is read, and one with 501 values of one person is not', () => {
		const values = (count: number) =>
			Array.from({ length: count }, (_, i) => ({ field: `attributes.a${i}`, from: 'x', to: 'y' }));
		const [read] = readUndoRecord([
			{ data: withChange({ externalId: null, changes: values(500) }) },
		]).changes;
		expect([read!.externalId, read!.changes.length]).toEqual([null, 500]);
		expect(() => readUndoRecord([{ data: withChange({ changes: values(501) }) }])).toThrow(
			'Change 1 of the undo file cannot be read: it has no list of values',
		);
	});

	test('is taken once: two of them are refused', () => {
		expect(() => readUndoRecord([{ data: record() }, { data: record() }])).toThrow(
			'Made has 2 undo files',
		);
	});

	test('gives nothing but what is known of a change: no hold, release or version comes in by it', () => {
		const forged = withChange({ released: { name: 'x' }, needs: [1], version: 'W/1', counts: [] });
		expect(readUndoRecord([forged]).changes[0]).toEqual(record().changes[0]);
	});
});
