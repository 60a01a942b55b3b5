import type { AppliedChange, Change } from '../../../directory/model/change';
import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser, JsonValue } from '../../../directory/model/person';
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

	test('has a group that was deleted and had no members, also beside people with protected identity', () => {
		const before = { name: 'Lager' };
		const changes = [
			made({ protectedIdentity: true }),
			made({ kind: 'group', action: 'delete', targetId: 'g', before }),
		];
		expect(undoRecord(changes, RUN)?.changes.map((change) => change.before)).toEqual([before]);
	});

	test('says of several changes of people with protected identity how many are left out', () => {
		const hidden = [1, 2].map((order) => made({ order, protectedIdentity: true }));
		const { issues } = undo([...hidden, made({ targetId: 't-p2', externalId: 'p2' })], {
			users: [invented.user({ externalId: 'p2' })],
		});
		expect(issues).toEqual([
			{
				severity: 'warning',
				code: 'undoLeftOut',
				subject: { kind: 'user', externalId: null, name: 'Protected identity' },
				message:
					'2 changes of people with protected identity cannot be undone: the undo file does not hold their values. Correct HR or the mapping; the next run then writes the right values.',
				details: { count: 2 },
			},
		]);
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
		expect(record?.changes.map(({ before }) => before)).toEqual([
			undefined,
			{ name: 'Lager', memberTargetIds: ['t-p9'] },
		]);
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
		expect(plan.summary.users).toMatchObject({ current: 2, wanted: 1 });
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

	test.each<[string, string, JsonValue, string, JsonValue]>([
		['a manager whose ID the user has in other case', 'managerExternalId', 'p3', 'p2', 'P2'],
		[
			'a username that an undo, cut short, has set aside',
			'username',
			'a@x.se',
			'b@x.se',
			// The first characters of the SHA-256 of “p1”.
			'b-sync-f64551fc@x.se',
		],
		['a last name that was empty', 'lastName', '', 'Ek', 'Ek'],
	])('go back: %s', (_what, field, from, to, now) => {
		const plan = undo([made({ changes: [{ field, from, to }] })], {
			users: [
				invented.user({ [field]: now }),
				invented.user({ externalId: 'p2', managerExternalId: null }),
				invented.user({ externalId: 'p3', managerExternalId: null }),
			],
		});
		expect(said(plan)).toEqual([]);
		expect(fieldsOf(plan)).toEqual([{ field, from: now, to: from }]);
	});

	test.each<[string, string, JsonValue, JsonValue, JsonValue]>([
		['a last name in other case', 'lastName', 'Ek', 'Lind', 'LIND'],
		['a manager that somebody took away', 'managerExternalId', 'p3', 'p2', null],
		['a manager that somebody gave', 'managerExternalId', 'p3', null, 'p2'],
		['another manager', 'managerExternalId', null, 'p2', 'p3'],
		['a further value', 'attributes.title', 'A', 'B', 'C'],
		['a username that is set aside for another one', 'username', 'a@x.se', 'b@x.se', 'c-sync@x.se'],
	])('stay where somebody has changed them since: %s', (_what, field, from, to, now) => {
		const values = field === 'attributes.title' ? { attributes: { title: now } } : { [field]: now };
		const plan = undo([made({ changes: [{ field, from, to }] })], {
			users: [
				invented.user(values),
				invented.user({ externalId: 'p2', managerExternalId: null }),
				invented.user({ externalId: 'p3', managerExternalId: null }),
			],
		});
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code, details }) => [code, details.field])).toEqual([
			['undoChangedSince', field],
		]);
	});

	test('of a user who has lost the External ID since stay where they were changed, too', () => {
		const plan = undo(
			[made({ externalId: null, changes: [{ field: 'username', from: 'a@x.se', to: 'b@x.se' }] })],
			{ users: [invented.user({ externalId: null, targetId: 't-p1', username: 'c@x.se' })] },
		);
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code }) => code)).toEqual(['undoChangedSince']);
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

	describe('username and e-mail address, with the last name,', () => {
		const changes = [
			{ field: 'username', from: 'a@x.se', to: 'b@x.se' },
			{ field: 'email', from: 'a@x.se', to: 'b@x.se' },
			...lastName('Ek', 'EK'),
		];
		const after = { username: 'b@x.se', email: 'b@x.se', lastName: 'EK' };

		test.each<[string, Partial<CurrentUser>, CurrentUser[], string[], string[]]>([
			[
				'stay where one of them was changed since',
				{ email: 'c@x.se' },
				[],
				['lastName'],
				['email', 'username'],
			],
			[
				'go back where the name was changed since',
				{ lastName: 'Lind' },
				[],
				['username', 'email'],
				['lastName'],
			],
			[
				'stay where somebody else has the username',
				{},
				[invented.user({ externalId: 'p2', username: 'a@x.se' })],
				['lastName'],
				['email', 'username'],
			],
		])('%s', (_what, now, others, back, named) => {
			const plan = undo([made({ changes })], {
				users: [invented.user({ ...after, ...now }), ...others],
			});
			expect(fieldsOf(plan).map(({ field }) => field)).toEqual(back);
			expect(plan.issues.map(({ details }) => details.field)).toEqual(named);
		});

		test.each([
			['usernames', { usernameChanges: { count: 0, share: 0 } }, 'lastName', 'username, email'],
			['other values', { fieldChanges: { count: 0, share: 0 } }, 'username, email', 'lastName'],
		])('are held apart by the guard of %s', (_which, guard, done, held) => {
			const guards = { ...OPEN_GUARDS, ...guard };
			const plan = undo([made({ changes })], { users: [invented.user(after)] }, { guards });
			expect(brief(plan.changes)).toEqual([`update user p1: ${done}`]);
			expect(brief(plan.held)).toEqual([`update user p1: ${held}`]);
		});
	});

	test('the External ID of an adopted account goes back while a guard holds its other values', () => {
		const adopted = made({
			changes: [{ field: 'externalId', from: null, to: 'p1' }, ...lastName('Ek', 'EK')],
		});
		const guards = { ...OPEN_GUARDS, fieldChanges: { count: 0, share: 0 } };
		const plan = undo([adopted], { users: [invented.user({ lastName: 'EK' })] }, { guards });
		expect(brief(plan.changes)).toEqual(['update user p1: externalId']);
		expect(brief(plan.held)).toEqual(['update user p1: lastName']);
	});

	test('an External ID that somebody else has now is not given back, but all else', () => {
		const adopted = made({
			changes: [{ field: 'externalId', from: 'old', to: 'p1' }, ...lastName('Ek', 'EK')],
		});
		const plan = undo([adopted], {
			users: [invented.user({ lastName: 'EK' }), invented.user({ externalId: 'old' })],
		});
		expect(fieldsOf(plan)).toEqual(lastName('EK', 'Ek'));
		expect(plan.issues.map(({ code, details }) => [code, details.field])).toEqual([
			['undoTaken', 'externalId'],
		]);
	});

	test('a manager whose ID two have but for case is nobody, and named', () => {
		const plan = undo(
			[made({ changes: [{ field: 'managerExternalId', from: 'FIN', to: null }] })],
			{
				users: [
					invented.user({ managerExternalId: null }),
					invented.user({ externalId: 'Fin', username: 'a@exempel.se' }),
					invented.user({ externalId: 'fin', username: 'b@exempel.se' }),
				],
			},
		);
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code }) => code)).toEqual(['undoReferenceGone']);
	});

	test('a manager who is a protected account is neither given back nor taken away', () => {
		const change = (id: string, from: string | null, to: string | null) =>
			made({
				...{ externalId: id, targetId: `t-${id}` },
				changes: [{ field: 'managerExternalId', from, to }],
			});
		const plan = undo(
			[change('p1', 'boss', null), change('p2', null, 'boss')],
			{
				users: [
					invented.user({ managerExternalId: null }),
					invented.user({ externalId: 'p2', managerExternalId: 'boss' }),
					invented.user({ externalId: 'boss' }),
				],
			},
			{ protectedAccounts: ['boss'] },
		);
		expect(plan.changes).toEqual([]);
	});

	test('a circle is seen that passes somebody who gets other values back', () => {
		const plan = undo(
			[
				made({ changes: [{ field: 'managerExternalId', from: 'p2', to: null }] }),
				made({ externalId: 'p2', targetId: 't-p2', changes: lastName('Ek', 'EK') }),
			],
			{
				users: [
					invented.user({ managerExternalId: null }),
					invented.user({ externalId: 'p2', managerExternalId: 'p1', lastName: 'EK' }),
				],
			},
		);
		expect(brief(plan.changes)).toEqual(['update user p2: lastName']);
		expect(plan.issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
			['undoCircle', 'p1'],
		]);
	});

	test('a circle that is there already keeps nobody from getting anything back', () => {
		const plan = undo(
			[
				made({ changes: [{ field: 'managerExternalId', from: 'p4', to: null }] }),
				made({ externalId: 'p2', targetId: 't-p2', changes: lastName('Ek', 'EK') }),
			],
			{
				users: [
					invented.user({ managerExternalId: null }),
					invented.user({ externalId: 'p2', managerExternalId: 'p3', lastName: 'EK' }),
					invented.user({ externalId: 'p3', managerExternalId: 'p2' }),
					invented.user({ externalId: 'p4', managerExternalId: null }),
				],
			},
		);
		expect(plan.issues.filter(({ code }) => code.startsWith('undo'))).toEqual([]);
		expect(brief(plan.changes)).toEqual([
			'update user p1: managerExternalId',
			'update user p2: lastName',
		]);
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

	test('whom the run created go although the directory has forgotten some of their values', () => {
		const values = ['email', 'title', 'birthday'].map((field) => ({ field, from: null, to: 'x' }));
		const plan = undo([{ ...created, changes: [...created.changes, ...values] }], {
			users: [invented.user({ email: '', title: null })],
		});
		expect(brief(plan.changes)).toEqual(['deactivate user p1: active']);
		expect(plan.issues).toEqual([]);
	});

	test.each<[string, string[] | undefined, string[], boolean]>([
		['are in another group now', ['t-c'], ['b', 'c'], true],
		['are in no group now, and theirs is there', [], ['b', 'c'], true],
		['are in no group now, and theirs is gone', [], ['c'], false],
		['are in theirs, and in another one', ['t-b', 't-c'], ['b', 'c'], false],
		['are in groups that the directory does not show', undefined, ['b', 'c'], false],
	])('whom the run created into a group, and who %s', (_who, memberOf, groups, stays) => {
		const placed = [{ field: 'groupExternalId', from: null, to: 'b' }];
		const plan = undo([{ ...created, changes: [...created.changes, ...placed] }], {
			users: [invented.user({ memberOf }), invented.user({ externalId: 'p2', memberOf: [] })],
			groups: groups.map((externalId) => invented.currentGroup({ externalId })),
		});
		expect(brief(plan.changes)).toEqual(stays ? [] : ['deactivate user p1: active']);
		expect(plan.issues.map(({ code, details }) => [code, details.field])).toEqual(
			stays ? [['undoChangedSince', 'groupExternalId']] : [],
		);
	});

	test('who have an External ID that two users have are left and named', () => {
		const plan = undo([made({ targetId: 't-2', changes: lastName('Ek', 'EK') })], {
			users: [
				invented.user({ targetId: 't-1' }),
				invented.user({ targetId: 't-2', username: 'b@x.se', lastName: 'EK' }),
			],
		});
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code }) => code)).toContain('undoGone');
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

	test('are named in one order, whatever the order of the file', () => {
		const gone = ['p1', 'p2', 'p3'].map((id) =>
			made({ externalId: id, targetId: `t-${id}`, name: '', changes: lastName('Ek', 'EK') }),
		);
		for (const changes of [gone, [...gone].reverse()]) {
			const { issues } = undo(changes, {});
			expect(issues.map(({ message }) => message)).toEqual(
				['p1', 'p2', 'p3'].map(
					(id) =>
						`${id} is no longer in Winningtemp under the same ID, so nothing is undone. Check that the undo file is from this tenant.`,
				),
			);
			expect(issues[0]).toStrictEqual({
				severity: 'warning',
				code: 'undoGone',
				subject: { kind: 'user', externalId: 'p1', name: 'p1' },
				message: issues[0]!.message,
				details: {},
			});
		}
	});

	test('many of whom one thing is to say are named together', () => {
		const ids = ['p1', 'p2', 'p3', 'p4'];
		const { issues } = undo(
			ids.map((id) => made({ externalId: id, targetId: `t-${id}`, name: id })),
			{},
		);
		expect(issues).toMatchObject([{ code: 'undoGone', details: { count: 4, people: ids } }]);
	});

	test('that have no External ID are told apart by their names: who is as before is counted', () => {
		const ofHand = (name: string, from: string) =>
			made({
				...{ externalId: null, targetId: `t-${name}`, name: `Åsa ${name}` },
				changes: [{ field: 'username', from, to: `${name}@x.se` }],
			});
		const { summary, issues } = undo([ofHand('a', 'old-a@x.se'), ofHand('b', 'old-b@x.se')], {
			users: [
				invented.user({ externalId: null, targetId: 't-a', username: 'old-a@x.se', lastName: 'a' }),
				invented.user({ externalId: null, targetId: 't-b', username: 'new-b@x.se', lastName: 'b' }),
			],
		});
		expect(issues.map(({ code, subject }) => [code, subject.name])).toEqual([
			['undoChangedSince', 'Åsa b'],
		]);
		expect(summary.undo).toMatchObject({ changes: 2, already: 1 });
	});

	test('an adopted account that has lost the External ID since, and gets a value back, is not as before', () => {
		const adopted = made({
			changes: [{ field: 'externalId', from: null, to: 'p1' }, ...lastName('Ek', 'EK')],
		});
		const { summary, changes } = undo([adopted], {
			users: [invented.user({ externalId: null, targetId: 't-p1', lastName: 'EK' })],
		});
		expect(changes.map(({ changes: fields }) => fields)).toEqual([lastName('EK', 'Ek')]);
		expect(summary.undo).toMatchObject({ changes: 1, already: 0 });
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
		expect(plan.changes).toMatchObject([
			{ leaves: ['t-new'], reason: 'Was in “old” before the run.' },
			{ changes: [], reason: 'Was created by the run.' },
		]);
		const other = invented.user({ externalId: 'p2', memberOf: ['t-new'] });
		const kept = undo(changes, { users: [moved, other], groups });
		expect(brief(kept.changes)).toEqual(['update user p1: groupExternalId']);
		expect(said(kept)).toEqual([
			'undoNotEmpty: new was created by the run and stays: somebody or something else is in it now. Empty it or delete it in Winningtemp.',
		]);
	});

	test.each<[string, AppliedChange, CurrentGroup[]]>([
		[
			'the run deleted, of which the file does not say what they were',
			ofGroup('g', { action: 'delete' }),
			[],
		],
		[
			'the run deleted, which had no External ID',
			ofGroup('g', { action: 'delete', externalId: null, before: { name: 'g' } }),
			[],
		],
		[
			'the run changed, and that are gone',
			ofGroup('g', { changes: [{ field: 'name', from: 'f', to: 'g' }] }),
			[],
		],
		[
			'the run changed, and that have another External ID now',
			ofGroup('g', { changes: [{ field: 'name', from: 'f', to: 'g' }] }),
			[group('x', { targetId: 't-g', name: 'g' })],
		],
		[
			'the run created, and that have another External ID now',
			ofGroup('g', { action: 'create' }),
			[group('x', { targetId: 't-g', name: 'g' })],
		],
	])('that %s are named, and nothing is undone', (_which, change, groups) => {
		const plan = undo([change], { groups });
		expect(plan.changes).toEqual([]);
		expect(said(plan)).toEqual([
			'undoGone: g is no longer in Winningtemp under the same ID, so nothing is undone. Check that the undo file is from this tenant.',
		]);
	});

	test('that many have the same to say of are named one by one', () => {
		const ids = ['a', 'b', 'c', 'd'];
		const { issues } = undo(
			ids.map((id) => ofGroup(id, { changes: [{ field: 'name', from: 'x', to: id }] })),
			{},
		);
		expect(issues.map(({ severity, code, subject }) => [severity, code, subject])).toEqual(
			ids.map((id) => ['warning', 'undoGone', { kind: 'group', externalId: id, name: id }]),
		);
	});

	test.each<[string, AppliedChange, CurrentGroup[]]>([
		['created and that are gone', ofGroup('g', { action: 'create' }), []],
		[
			'deleted and that are back',
			ofGroup('g', { action: 'delete', before: { name: 'g' } }),
			[group('g')],
		],
		[
			'deleted and that were made again',
			ofGroup('g', { action: 'delete', before: { name: 'g' } }),
			[group('g', { targetId: 't-g-2' })],
		],
	])('that the run %s are as before', (_which, change, groups) => {
		const plan = undo([change], { groups });
		expect([plan.changes, plan.issues]).toEqual([[], []]);
		expect(plan.summary.undo).toMatchObject({ changes: 1, already: 1 });
	});

	test('that the run created stay where somebody has renamed them since', () => {
		const changes = [{ field: 'name', from: null, to: 'new' }];
		const plan = undo([ofGroup('new', { action: 'create', changes })], {
			groups: [group('new', { name: 'Nya' })],
		});
		expect(plan.changes).toEqual([]);
		expect(plan.issues.map(({ code, details }) => [code, details.field])).toEqual([
			['undoChangedSince', 'name'],
		]);
	});

	test('that the run created are deleted where the groups below them move away, and stay where one does not', () => {
		const created = ofGroup('new', { action: 'create' });
		const below = group('a', { name: 'B', parentExternalId: 'new' });
		const name = { field: 'name', from: 'A', to: 'B' };
		const parent = { field: 'parentExternalId', from: null, to: 'new' };
		const moved = undo([created, ofGroup('a', { changes: [name, parent] })], {
			groups: [group('new'), below],
		});
		expect(brief(moved.changes)).toEqual([
			'update group B: name, parentExternalId',
			'delete group new',
		]);
		expect(moved.changes[0]!.reason).toBe('Was so before the run.');
		expect(moved.issues).toEqual([]);
		const renamed = undo([created, ofGroup('a', { changes: [name] })], {
			groups: [group('new'), below, group('other')],
		});
		expect(brief(renamed.changes)).toEqual(['update group B: name']);
		expect(renamed.issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
			['undoNotEmpty', 'new'],
		]);
	});

	test('do not get what they referred to back where it is gone, but all else', () => {
		const plan = undo(
			[
				ofGroup('a', {
					changes: [
						{ field: 'managerExternalId', from: 'gone', to: 'p1' },
						{ field: 'parentExternalId', from: 'away', to: 'b' },
						{ field: 'attributes.floor', from: '3', to: '4' },
					],
				}),
				ofGroup('c', {
					changes: [
						{ field: 'managerExternalId', from: null, to: 'p1' },
						{ field: 'parentExternalId', from: null, to: 'b' },
					],
				}),
				ofGroup('d', { changes: [{ field: 'parentExternalId', from: 'c', to: null }] }),
			],
			{
				users: [invented.user()],
				groups: [
					group('a', {
						...{ managerExternalId: 'p1', parentExternalId: 'b', attributes: { floor: '4' } },
					}),
					group('b'),
					group('c', { managerExternalId: 'p1', parentExternalId: 'b', version: 'W/"7"' }),
					group('d'),
				],
			},
		);
		expect(
			plan.changes
				.map(({ externalId, version, changes }) => [externalId, version, changes])
				.sort(([a], [b]) => (a! < b! ? -1 : 1)),
		).toEqual([
			['a', undefined, [{ field: 'attributes.floor', from: '4', to: '3' }]],
			[
				'c',
				'W/"7"',
				[
					{ field: 'managerExternalId', from: 'p1', to: null },
					{ field: 'parentExternalId', from: 'b', to: null },
				],
			],
			['d', undefined, [{ field: 'parentExternalId', from: null, to: 'c' }]],
		]);
		expect(
			plan.issues.map(({ code, subject, details }) => [code, subject.externalId, details]),
		).toEqual([
			['undoReferenceGone', 'a', { field: 'managerExternalId' }],
			['undoReferenceGone', 'a', { field: 'parentExternalId' }],
		]);
	});

	test('keep a manager who is a protected account', () => {
		const plan = undo(
			[ofGroup('a', { changes: [{ field: 'managerExternalId', from: 'p1', to: null }] })],
			{ users: [invented.user()], groups: [group('a', { managerExternalId: null })] },
			{ protectedAccounts: ['p1'] },
		);
		expect(plan.changes).toEqual([]);
	});

	test('do not get an External ID back that another group has now', () => {
		const plan = undo(
			[
				ofGroup('new', {
					changes: [
						{ field: 'externalId', from: 'old', to: 'new' },
						{ field: 'name', from: 'A', to: 'B' },
					],
				}),
			],
			{ groups: [group('new', { name: 'B' }), group('old', { targetId: 't-other' })] },
		);
		expect(fieldsOf(plan)).toEqual([{ field: 'name', from: 'B', to: 'A' }]);
		expect(plan.issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
			['undoTaken', 'new'],
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
			[
				'into the former group beside the present one, where they were in that already',
				made({
					changes: [{ field: 'groupExternalId', from: 'a', to: 'b' }],
					...{ leaves: ['t-a'], wasThere: true },
				}),
				['t-b'],
				[{ to: 'b', leaves: [], joins: ['t-a'], reason: 'Was in “a” before the run.' }],
			],
			[
				'out of the new group only, where they still are in one that was made by hand',
				moved(null, 'b', 't-club'),
				['t-b', 't-club'],
				[
					{
						...{ to: null, leaves: ['t-b'], joins: undefined },
						reason: 'Was in no group before the run.',
					},
				],
			],
			[
				'out of the new group, where the file names no group that they left',
				made({ changes: [{ field: 'groupExternalId', from: null, to: 'b' }] }),
				['t-b'],
				[
					{
						...{ to: null, leaves: ['t-b'], joins: undefined },
						reason: 'Was in no group before the run.',
					},
				],
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
			// Back into a second group, or only out of one of two.
			expect(held(moved('c', null, 't-a', 't-c'), ['t-c'])).toBe(0);
			expect(held(moved('a', 'b', 't-a'), ['t-a', 't-b'])).toBe(0);
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

	describe('nobody is placed', () => {
		const move = { changes: [{ field: 'groupExternalId', from: 'a', to: 'b' }], leaves: ['t-a'] };
		const there = [group('a'), group('b')];
		const deleted = ofGroup('old', {
			action: 'delete',
			before: { name: 'Old', memberTargetIds: ['t-p1'] },
		});
		const placed = ({ changes }: Plan) =>
			changes.filter((change) => change.changes.some(({ field }) => field === 'groupExternalId'));

		test('who is gone', () => {
			const plan = undo([made(move)], { groups: there });
			expect(plan.changes).toEqual([]);
			expect(plan.issues.map(({ code }) => code)).toEqual(['undoGone']);
		});

		test('who is a protected account', () => {
			const users = [invented.user({ memberOf: ['t-b'] })];
			const plan = undo([made(move)], { users, groups: there }, { protectedAccounts: ['p1'] });
			expect(plan.changes).toEqual([]);
		});

		test.each([
			['goes, because the run created them', { active: true }, ['deactivate user p1: active']],
			['is inactive already, whom the run created', { active: false }, []],
		])('who %s', (_who, more, expected) => {
			const users = [invented.user({ memberOf: [], ...more })];
			const plan = undo([made({ action: 'create' }), deleted], { users });
			expect(brief(plan.changes)).toEqual(['create group Old', ...expected]);
			expect(placed(plan)).toEqual([]);
		});

		test('whom the run created into a group, and who stays', () => {
			const created = made({
				action: 'create',
				changes: [{ field: 'groupExternalId', from: null, to: 'b' }],
			});
			const settings = { removal: { ...DEFAULT_SETTINGS.removal, action: 'none' as const } };
			const plan = undo(
				[created],
				{ users: [invented.user({ memberOf: ['t-b'] })], groups: there },
				settings,
			);
			expect(plan.changes).toEqual([]);
		});
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

	test('do not say that HR has lost a value, however many an undo takes away', () => {
		const led = ['a', 'b'].map((externalId) =>
			invented.currentGroup({ externalId, managerExternalId: 'p1' }),
		);
		const given = led.map(({ externalId, targetId }) =>
			made({
				...{ kind: 'group', externalId, targetId, name: externalId! },
				changes: [{ field: 'managerExternalId', from: null, to: 'p1' }],
			}),
		);
		const guards = { ...OPEN_GUARDS, groupManagers: { count: 1, share: 0 } };
		const plan = undo(given, { users: [invented.user()], groups: led }, { guards });
		expect(plan.held).toHaveLength(2);
		expect(plan.issues).toEqual([]);
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
	/** Lists in lists, so many that nothing can write them as JSON. */
	const deep = () => {
		let value: unknown = [];
		for (let i = 0; i < 100_000; i++) value = [value];
		return value;
	};
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
		...[-1, 0.5].map((order): [string, object, string] => [
			`has the order ${order}`,
			withChange({ order }),
			'Change 1 of the undo file cannot be read: its order is not a number',
		]),
		...['', 'x'.repeat(1_001)].map((targetId): [string, object, string] => [
			`has an id of ${targetId.length} characters`,
			withChange({ targetId }),
			'Change 1 of the undo file cannot be read: it has no targetId',
		]),
		[
			'has 1,001 groups to leave',
			withChange({ leaves: new Array(1_001).fill('t-a') }),
			'Change 1 of the undo file cannot be read: leaves is not a list of ids',
		],
		...[7, null, { from: 'a', to: 'b' }, { field: 7, from: 'a', to: 'b' }].map(
			(one): [string, object, string] => [
				`has ${JSON.stringify(one)} for a value`,
				withChange({ changes: [one] }),
				'Change 1 of the undo file cannot be read: one of its values has no field',
			],
		),
		...(
			[
				['excludeFromSurveys', 'yes'],
				['excludeFromSurveys', 1],
				['segments', 'Office'],
				['segments', ['Office']],
				['segments', [{ name: 'Office' }, 'Role']],
				['segments', { name: 'Office' }],
				['attributes.floor', undefined],
				['attributes.floor', deep()],
				['lastName', 'x'.repeat(19_999)],
			] as const
		).map(([field, to], i): [string, object, string] => [
			`has for the field “${field}” a value that it cannot have (${i + 1})`,
			withChange({ changes: [{ field, from: null, to }] }),
			`Change 1 of the undo file cannot be read: the value of “${field}” is not one that this field can have`,
		]),
		...[
			Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`a${i}`, i])),
			{ note: 'x'.repeat(20_000) },
		].map((attributes, i): [string, object, string] => [
			`has a group that was before with too many values (${i + 1})`,
			withChange({ kind: 'group', changes: [], before: { name: 'a', attributes } }),
			'Change 1 of the undo file cannot be read: its attributes are no values',
		]),
		[
			'has a value that is too long',
			withChange({ changes: [{ field: 'lastName', from: 'x'.repeat(20_001), to: 'b' }] }),
			'Change 1 of the undo file cannot be read: the value of “lastName” is not one that this field can have',
		],
	])('that %s is refused with what is wrong', (_what, data, message) => {
		const reading = () => readUndoRecord([{ data }]);
		expect(reading).toThrow(message);
		expect(reading).toThrow(expect.objectContaining({ code: 'input' }));
	});

	test('that is as large as it may be is read', () => {
		const count = { ...record(), changes: new Array(300_000).fill(7) };
		expect(() => readUndoRecord([{ data: count }])).toThrow('Change 1 of the undo file');
		const long = 'x'.repeat(1_000);
		const attributes = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`a${i}`, i]));
		const change = {
			...{ order: 0, kind: 'group', action: 'delete', targetId: long },
			leaves: new Array(1_000).fill('t-a'),
			changes: [
				// As JSON it has two quotation marks.
				{ field: 'name', from: null, to: 'x'.repeat(19_998) },
			],
			before: { name: long, attributes },
		};
		const read = readUndoRecord([{ data: withChange(change) }]).changes[0];
		expect(read).toMatchObject(change);
	});

	test('has values of each type, or none', () => {
		const changes = [
			{ field: 'excludeFromSurveys', from: null, to: true },
			{ field: 'segments', from: null, to: [{ category: 'Office', name: 'A', externalId: 'a' }] },
			{ field: 'segments', from: [], to: null },
			{ field: 'attributes.floor', from: { on: [1, 2] }, to: null },
		];
		expect(readUndoRecord([{ data: withChange({ changes }) }]).changes[0]!.changes).toEqual(
			changes,
		);
	});

	test('has of a group that was before what it says, and of a person no group', () => {
		const read = (kind: string, before: object | number) =>
			readUndoRecord([{ data: withChange({ kind, changes: [], before, wasThere: 'yes' }) }])
				.changes[0]!;
		expect(read('group', { name: 'a' }).before).toStrictEqual({ name: 'a' });
		const empty = { name: 'a', parentExternalId: null, managerExternalId: null };
		expect(read('group', empty).before).toStrictEqual(empty);
		for (const one of [read('user', 7), read('user', { name: 'a' })]) {
			expect(one).not.toHaveProperty('before');
			expect(one).not.toHaveProperty('wasThere');
		}
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
