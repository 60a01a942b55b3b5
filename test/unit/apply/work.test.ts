import {
	applied,
	failed,
	resultOf,
	sentence,
	skipped,
	type Job,
} from '../../../directory/apply/job';
import { leaveOut, Refusals } from '../../../directory/apply/refusals';
import { DirectoryState, Entries } from '../../../directory/apply/state';
import type { Current, Written } from '../../../directory/apply/target';
import { Uptake, type ValueOf } from '../../../directory/apply/uptake';
import { Work } from '../../../directory/apply/work';
import type { Change, FieldChange } from '../../../directory/model/change';
import { JsonTarget } from '../../support/jsonTarget';
import { currentGroup, user } from '../../support/people';

/** What one run knows while it makes its changes. */

const change = (values: Partial<Change> = {}): Change => ({
	order: 1,
	kind: 'user',
	action: 'update',
	externalId: 'p1',
	targetId: 't-p1',
	name: 'Åsa Ek',
	changes: [],
	reason: '',
	...values,
});
const set = (field: string, to: FieldChange['to'], from: FieldChange['from'] = null) => ({
	field,
	from,
	to,
});
const ok = (current: Current, more: object = {}): Written & { ok: true } => ({
	ok: true,
	attempts: 1,
	current,
	...more,
});
const refused = (
	refusal: Extract<Written, { ok: false }>['refusal'],
	more: object = {},
): Written & { ok: false } => ({ ok: false, attempts: 1, refusal, error: 'Not this', ...more });

function work(
	changes: Change[] = [change()],
	directory = { users: [user()], groups: [currentGroup({ externalId: 'g1' })] },
) {
	const progress: Array<[number, number]> = [];
	const target = new JsonTarget({ last: 0, user: [], group: [] });
	const made = new Work(target, changes, directory, (...told) => progress.push(told));
	return { made, progress, target };
}

describe('entries by two ids', () => {
	type Entry = { targetId: string; externalId: string | null };
	const one: Entry = { targetId: '1', externalId: 'a' };
	const other: Entry = { targetId: '2', externalId: 'a' };

	test('of two with one External ID the first counts, until it is gone', () => {
		const entries = new Entries([one, other]);
		expect(entries.withExternalId('a')).toBe(one);
		expect(entries.get('2')).toBe(other);
		expect(entries.size).toBe(2);
		expect([...entries.values()]).toEqual([one, other]);
		entries.drop('1');
		expect(entries.get('1')).toBeUndefined();
		expect(entries.withExternalId('a')).toBeUndefined();
		entries.put(other);
		expect(entries.withExternalId('a')).toBe(other);
	});

	test('dropping the second leaves the first to be found', () => {
		const entries = new Entries([one, other]);
		entries.drop('2');
		expect(entries.withExternalId('a')).toBe(one);
	});

	test('one that gets another External ID is found by that only', () => {
		const entries = new Entries([one]);
		entries.put({ targetId: '1', externalId: 'b' });
		expect(entries.withExternalId('a')).toBeUndefined();
		expect(entries.withExternalId('b')?.targetId).toBe('1');
		entries.put({ targetId: '1', externalId: null });
		expect(entries.withExternalId('b')).toBeUndefined();
		expect(entries.get('1')?.externalId).toBeNull();
	});

	test('an alias finds what has no such External ID itself, and takes nobody’s place', () => {
		const entries = new Entries([one]);
		entries.alias('A', '1');
		expect(entries.withExternalId('A')).toBe(one);
		entries.put({ targetId: '3', externalId: 'c' });
		entries.alias('a', '3');
		expect(entries.withExternalId('a')).toBe(one);
		entries.alias(null, '3');
		expect(entries.withExternalId(null)).toBeUndefined();
	});

	test('nothing is found by nothing', () => {
		const entries = new Entries([one]);
		expect([entries.get(null), entries.get(undefined), entries.get('')]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(entries.withExternalId(undefined)).toBeUndefined();
	});

	test('of two groups with one External ID the older one counts', () => {
		const young = currentGroup({ targetId: '1', externalId: 'g', createdAt: '2026-01-01' });
		const old = currentGroup({ targetId: '2', externalId: 'g', createdAt: '2020-01-01' });
		const state = new DirectoryState({ users: [user()], groups: [young, old] });
		expect(state.groups.withExternalId('g')).toBe(old);
		expect(state.of('group')).toBe(state.groups);
		expect(state.of('user')).toBe(state.users);
		state.put(user({ externalId: 'p9' }));
		expect(state.users.withExternalId('p9')?.targetId).toBe('t-p9');
		state.put(currentGroup({ targetId: '9', externalId: 'g9' }));
		expect(state.groups.get('9')?.externalId).toBe('g9');
	});
});

describe('what a change waits for', () => {
	const needed = (values: Partial<Change>, outcome?: Job['outcome']) => {
		const { made } = work([
			change({ order: 1, kind: 'group', externalId: 'g1', targetId: null, name: 'HR' }),
			change({ order: 2, needs: [1], ...values }),
		]);
		if (outcome) made.jobs[0]!.outcome = outcome;
		return { made, why: made.unmetNeed(made.jobs[1]!.change) };
	};
	const missing = 'it needs the change of the group "HR", which was not made';

	test('nothing, or what is not among the changes, stops nobody', () => {
		expect(needed({ needs: undefined }).why).toBeUndefined();
		expect(needed({ needs: [7] }).why).toBeUndefined();
		expect(needed({ needs: [7, 1] }).why).toBe(missing);
	});

	test('is named where it was not made, failed or was skipped', () => {
		expect(needed({}).why).toBe(missing);
		expect(needed({}, failed('no')).why).toBe(missing);
		expect(needed({}, skipped('no')).why).toBe(missing);
		expect(needed({}, applied(1, 't')).why).toBeUndefined();
	});

	test('to manage a group is to be its manager in the target, not only that the change was made', () => {
		const { made, why } = needed({ manages: 'g1' }, applied(1, 't'));
		expect(why).toBe('the phone book did not take the manager of the group "HR"');
		made.state.put(currentGroup({ externalId: 'g1', managerExternalId: 'p1' }));
		expect(made.unmetNeed(made.jobs[1]!.change)).toBeUndefined();
		made.state.put(currentGroup({ externalId: 'g1', managerExternalId: 'p2' }));
		expect(made.unmetNeed(made.jobs[1]!.change)).toBe(why);
	});

	test('where the target forgets managers of groups, nobody is known to manage one', () => {
		const { made } = work();
		made.state.put(currentGroup({ externalId: 'g1', managerExternalId: 'p1' }));
		expect(made.isManaged(change({ manages: 'g1' }))).toBe(true);
		expect(made.isManaged(change({ manages: 'g2' }))).toBe(false);
		made.dropped.push('group.managerExternalId');
		expect(made.isManaged(change({ manages: 'g1' }))).toBe(false);
	});
});

describe('a write', () => {
	const current = user();

	test('that finds the user changed reads it again, once, and counts both requests', async () => {
		const { made, target } = work();
		const fresh = user({ title: 'Chef' });
		const reread = jest.spyOn(target, 'reread').mockResolvedValue(fresh);
		const seen: Current[] = [];
		const outcome = await made.write(current, async (one) => {
			seen.push(one);
			return seen.length === 1 ? refused('changed', { attempts: 2 }) : ok(one, { attempts: 3 });
		});
		expect(seen).toEqual([current, fresh]);
		expect(reread).toHaveBeenCalledTimes(1);
		// Two and three requests to write, and one to read.
		expect(outcome).toEqual({ status: 'applied', warnings: [], attempts: 6, targetId: 't-p1' });
		expect(made.state.users.get('t-p1')).toBe(fresh);
	});

	test('is skipped where the plan no longer fits, before or after it was read again', async () => {
		const { made, target } = work();
		jest.spyOn(target, 'reread').mockResolvedValue(user({ title: 'Chef' }));
		const conflict = { conflict: 'its title was changed' };
		expect(await made.write(current, async () => conflict)).toEqual({
			...{ status: 'skipped', error: 'its title was changed', warnings: [] },
			...{ attempts: 0, targetId: null },
		});
		let calls = 0;
		const again = await made.write(current, async () =>
			++calls === 1 ? refused('changed', { attempts: 2 }) : conflict,
		);
		expect([again.status, again.attempts]).toEqual(['skipped', 3]);
	});

	test('that is refused for another reason, or of what is gone, is not tried again', async () => {
		const { made, target } = work();
		const reread = jest.spyOn(target, 'reread').mockResolvedValue(null);
		const attempt = jest.fn(async () => refused('content'));
		expect(await made.write(current, attempt)).toMatchObject({ status: 'failed', attempts: 1 });
		expect(reread).not.toHaveBeenCalled();
		const gone = jest.fn(async () => refused('changed'));
		expect(await made.write(current, gone)).toMatchObject({ status: 'skipped', attempts: 1 });
		expect(gone).toHaveBeenCalledTimes(1);
	});

	test.each([
		['changed', 'skipped'],
		['gone', 'skipped'],
		['content', 'failed'],
		['conflict', 'failed'],
		['other', 'failed'],
		['unreachable', 'failed'],
	] as const)('refused as %s is %s', (refusal, status) => {
		const { made } = work();
		expect(made.refused(refused(refusal, { attempts: 2 }))).toEqual({
			...{ status, error: 'Not this', warnings: [], attempts: 2, targetId: null },
		});
		expect(made.stopped).toBeNull();
	});

	test('what a target confirms is known as it answered, until a write that it does not confirm', () => {
		const { made } = work();
		const now = user({ title: 'Chef' });
		expect(made.confirmedNow('user', 't-p1')).toBeUndefined();
		made.kept('user', ok(now, { confirmed: true }));
		expect(made.confirmedNow('user', 't-p1')).toBe(now);
		expect(made.confirmedNow('group', 't-p1')).toBeUndefined();
		expect(made.confirmedNow('user', null)).toBeUndefined();
		made.kept('user', ok(now, { attempts: 0 }));
		expect(made.confirmedNow('user', 't-p1')).toBe(now);
		made.kept('user', ok(now));
		expect(made.confirmedNow('user', 't-p1')).toBeUndefined();
	});
});

describe('a run ends early', () => {
	test('at the first refusal of the client, with what was made, what to do, and the status', () => {
		const { made } = work([change(), change({ order: 2 }), change({ order: 3 })]);
		made.finish(made.jobs[0]!, applied(1, 't-p1'));
		made.finish(made.jobs[1]!, failed('no'));
		made.refused(refused('unauthorized', { advice: 'Ask for a new token.', status: 401 }));
		expect(made.stopped).toMatchObject({
			message: 'Not this. Of 3 changes, 1 were made before that.',
			advice: 'Ask for a new token. When the workflow runs again, it continues where it stopped.',
			code: 'unauthorized',
			status: 401,
		});
		made.refused(refused('unauthorized', { error: 'Later' }));
		expect(made.stopped?.message).toMatch(/^Not this\./);
	});

	test('after five without an answer in a row; an answer, or a write, begins the count again', () => {
		const { made } = work();
		const silent = (times: number) => {
			for (let i = 0; i < times; i++) made.refused(refused('unreachable'));
		};
		silent(4);
		made.refused(refused('content'));
		silent(4);
		made.kept('user', ok(user()));
		silent(4);
		// Nothing was sent.
		made.kept('user', ok(user(), { attempts: 0 }));
		expect(made.stopped).toBeNull();
		silent(1);
		expect(made.stopped).toMatchObject({
			code: 'unavailable',
			advice: 'When the workflow runs again, it continues where it stopped.',
		});
	});

	test('and what was not even sent says why; what was on its way has its own answer', () => {
		const { made } = work();
		expect(made.refused(refused('other', { attempts: 0 })).error).toBe('Not this');
		made.refused(refused('unauthorized'));
		expect(made.refused(refused('other', { attempts: 0 }))).toMatchObject({
			status: 'skipped',
			error: 'Not this. Of 1 changes, 0 were made before that.',
		});
		expect(made.refused(refused('other', { error: 'Own' }))).toMatchObject({
			status: 'failed',
			error: 'Own',
		});
	});
});

test('progress is told for each change that is finished, and each has the id that it got', () => {
	const { made, progress } = work([
		change(),
		change({ order: 2, externalId: 'new', targetId: null }),
		change({ order: 3, externalId: 'p1', targetId: null }),
		change({ order: 4, externalId: null, targetId: null }),
	]);
	made.finish(made.jobs[0]!, failed('no'));
	made.finish(made.jobs[1]!, applied(1, 'made'));
	made.finish(made.jobs[2]!, skipped('no'));
	made.finish(made.jobs[3]!, skipped('no'));
	expect(progress).toEqual([
		[1, 4],
		[2, 4],
		[3, 4],
		[4, 4],
	]);
	expect(made.jobs.map(({ outcome }) => outcome?.targetId)).toEqual(['t-p1', 'made', 't-p1', null]);
	expect(made.existing(change({ targetId: null }))?.targetId).toBe('t-p1');
	expect(made.existing(change({ targetId: 't-x' }))).toBeUndefined();
});

describe('values that a target refuses', () => {
	const job = (externalId: string): Job => ({ change: change({ externalId }) });
	const birthday = set('birthday', '1980-02-03');

	test('of three people, and taken of nobody, are out for this run', () => {
		const refusals = new Refusals();
		const jobs = ['a', 'b', 'c'].map(job);
		refusals.noteRefused(jobs[0]!, [birthday], 'No birthdays');
		refusals.noteRefused(jobs[0]!, [birthday], 'No birthdays');
		refusals.noteRefused(jobs[1]!, [birthday], 'No birthdays');
		expect(refusals.isOut('user', 'birthday')).toBe(false);
		expect(refusals.everywhere('user')).toEqual([]);
		refusals.noteRefused(jobs[2]!, [birthday], 'Still none');
		expect(refusals.isOut('user', 'birthday')).toBe(true);
		expect(refusals.isOut('group', 'birthday')).toBe(false);
		expect(refusals.everywhere('user')).toEqual(['birthday']);
		expect(refusals.everywhere('group')).toEqual([]);
		expect(refusals.errorOf('user', 'birthday')).toBe('Still none');
		expect(refusals.errorOf('user', 'title')).toBeUndefined();
		expect(jobs[2]!.refused).toEqual(new Map([['birthday', 'Still none']]));
	});

	test('stay in where one person’s was taken, or where nobody is written without them', () => {
		const refusals = new Refusals();
		const values = [birthday, set('username', 'x'), set('title', 'Chef')];
		for (const id of ['a', 'b', 'c', 'd']) refusals.noteRefused(job(id), values, 'No');
		refusals.noteAccepted('user', [birthday, set('title', null)]);
		expect(refusals.everywhere('user')).toEqual(['title']);
		expect(refusals.isOut('user', 'username')).toBe(false);
	});

	test('are proven where they were sent alone', () => {
		const refusals = new Refusals();
		const [one, two] = [job('a'), job('b')];
		refusals.noteRefused(one, [birthday, set('title', 'Chef')], 'No');
		expect(refusals.proven).toEqual([]);
		refusals.noteRefused(two, [birthday], 'No');
		refusals.noteRefused(two, [birthday, set('title', 'Chef')], 'No', true);
		expect(refusals.proven.map(([, { field }]) => field)).toEqual([
			'birthday',
			'birthday',
			'title',
		]);
		leaveOut(one, 'phone', 'Off');
		expect([...one.refused!.keys()]).toEqual(['birthday', 'title', 'phone']);
	});

	test('are looked for one search at a time, ten for each kind, and not after five in vain', async () => {
		const refusals = new Refusals();
		const inner = await refusals.search('user', async () => [
			await refusals.search('user', async () => 'second'),
			await refusals.search('group', async () => 'other kind'),
		]);
		expect(inner).toEqual([null, 'other kind']);
		await expect(
			refusals.search('user', async () => await Promise.reject(new Error('cut'))),
		).rejects.toThrow('cut');
		for (let i = 3; i <= 10; i++) {
			expect(await refusals.search('user', async () => i)).toBe(i);
		}
		expect(await refusals.search('user', async () => 11)).toBeNull();
		expect(await refusals.search('group', async () => 2)).toBe(2);
		for (let i = 0; i < 4; i++) refusals.noteFruitless('user');
		expect(refusals.isWorthTrying('user')).toBe(true);
		refusals.noteFruitless('user');
		expect([refusals.isWorthTrying('user'), refusals.isWorthTrying('group')]).toEqual([
			false,
			true,
		]);
	});
});

describe('values that a target forgets', () => {
	const job: Job = { change: change() };
	const answer =
		(values: Record<string, FieldChange['to']>): ValueOf =>
		(field) =>
			values[field];
	const nobodyHas = () => false;
	const somebodyHas = () => true;

	test('are suspected where no answer carried them, unless somebody had one before', () => {
		const uptake = new Uptake(new Map());
		uptake.note('user', job, [set('title', 'Chef')], null);
		expect(uptake.suspects('user', nobodyHas)).toEqual([
			{ field: 'title', sample: job, missing: [], isEverywhere: true },
		]);
		expect(uptake.suspects('user', somebodyHas)).toEqual([]);
		expect(uptake.suspects('group', nobodyHas)).toEqual([]);
		expect([...uptake.tried]).toEqual(['user.title']);
		expect(uptake.taken()).toEqual([]);
	});

	test('are suspected of one person where the answer came without, of all where three did', () => {
		const uptake = new Uptake(new Map());
		const [first, ...more] = ['a', 'b', 'c'].map((externalId): Job => ({
			change: change({ externalId }),
		}));
		uptake.note('user', first!, [set('title', 'Chef')], answer({ title: null }));
		expect(uptake.suspects('user', somebodyHas)).toEqual([
			{ field: 'title', sample: first, missing: [first], isEverywhere: false },
		]);
		for (const one of more) {
			uptake.note('user', one, [set('title', 'Chef', 'Kock')], answer({ title: 'Kock' }));
		}
		expect(uptake.suspects('user', somebodyHas)).toMatchObject([{ isEverywhere: true }]);
		expect(uptake.lost('user')).toEqual([]);
	});

	test('once one was taken, only those are lost whose answer came without', () => {
		const uptake = new Uptake(new Map());
		uptake.note('user', job, [set('title', 'Chef')], answer({ title: 'Chef' }));
		expect(uptake.lost('user')).toEqual([]);
		const other: Job = { change: change({ externalId: 'b' }) };
		uptake.note('user', other, [set('title', 'Kock')], answer({ title: null }));
		expect(uptake.suspects('user', nobodyHas)).toEqual([]);
		expect(uptake.lost('user')).toMatchObject([{ field: 'title', missing: [other] }]);
		expect(uptake.lost('group')).toEqual([]);
		expect(uptake.taken()).toEqual(['user.title']);
	});

	test('are never a log-in, nor what was to be emptied', () => {
		const uptake = new Uptake(new Map());
		const sent = [set('username', 'x'), set('title', null, 'Chef')];
		uptake.note('user', job, sent, answer({ username: 'y', title: null }));
		expect(uptake.suspects('user', nobodyHas)).toEqual([]);
		expect([...uptake.tried]).toEqual(['user.username', 'user.title']);
	});
});

describe('what became of a change', () => {
	const one = change({ targetId: null, changes: [set('name', 'HR'), set('title', 'x')] });

	test('is told as a sentence, with the id that it got; a dry run gives none', () => {
		const job: Job = { change: one, outcome: { ...applied(2, 'made'), warnings: ['Look.'] } };
		expect(resultOf(job, false)).toEqual({
			...one,
			...{ targetId: 'made', status: 'applied', warnings: ['Look.'], attempts: 2 },
		});
		expect(resultOf(job, true)).toMatchObject({ targetId: null, status: 'dryRun' });
		expect(resultOf({ change: one, outcome: failed('it is gone', 1) }, true)).toEqual({
			...one,
			...{ targetId: null, status: 'failed', error: 'It is gone.', attempts: 1 },
		});
		expect(resultOf({ change: change(), outcome: applied(1, 'else') }, false).targetId).toBe(
			't-p1',
		);
	});

	test('that was not reached is skipped, and says so', () => {
		expect(resultOf({ change: one }, false)).toEqual({
			...one,
			...{ targetId: null, status: 'skipped', error: 'It was not reached.', attempts: 0 },
		});
	});

	test('has the name that a group got, what was there, and what came only partly', () => {
		const before = { memberTargetIds: ['1'] } as unknown as Job['before'];
		const outcome = { ...applied(1, 'g'), partly: true as const };
		const job: Job = { change: one, outcome, name: 'HR (Malmö)', wasThere: true };
		const result = resultOf({ ...job, ...(before ? { before } : {}) }, false);
		expect(result.changes).toEqual([set('name', 'HR (Malmö)'), set('title', 'x')]);
		expect(result).toMatchObject({ partly: true, wasThere: true, before });
		expect(resultOf({ change: one, outcome: applied(1, 'g') }, false)).not.toHaveProperty('partly');
	});

	test.each([
		['it is gone', 'It is gone.'],
		[' ärendet är stängt. ', 'Ärendet är stängt.'],
		['  ', ''],
		['x', 'X.'],
	])('%j becomes %j', (clause, whole) => {
		expect(sentence(clause)).toBe(whole);
	});
});
