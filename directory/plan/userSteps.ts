import type { FieldChange } from '../model/change';
import { userDifferences } from '../model/difference';
import { typeOf } from '../model/fields';
import type { CurrentUser, Person } from '../model/person';
import { segmentsIn } from '../model/segments';
import type { Systems } from '../model/systems';
import { joinAnd } from '../common/phrases';
import type { PersonGuardName } from './guardTable';
import { removalOfManager, unlinkStep } from './leavers';
import { wantedPeople, type Matched } from './match';
import type { WantedNode } from './groupTree';
import { leadsOf, type StepsOfGroup } from './leads';
import type { Pairing } from './people';
import { fullName, isNew } from './people';
import { placingStep, type Placing } from './placing';
import type { AdoptionDoubt } from './samePerson';
import { SegmentConnections } from './segments';
import { canSeeReuse, mayBeReused, reuseNotJudged, whatDiffers } from './samePerson';
import type { Settled } from './settle';
import type { Step, Target } from './step';
import { holdAs, step } from './step';

/**
 * The parts of what is done to one user that can be held back by themselves, in the order in which
 * they are listed. To add a part, add its name here.
 */
export const USER_PARTS = [
	/** Makes an inactive user active again. */
	'reactivation',
	/** Gives the user an External ID, or another one. */
	'adoption',
	/** Creates the user, or changes whatever has no part of its own. */
	'main',
	/** Changes the username of a user who is there, and the e-mail address with it: the log-in. */
	'username',
	/** Places the user in a group. */
	'group',
	/** Links a manager who is created or adopted by the same plan. */
	'manager',
	/** Takes away the link to a manager who is removed. */
	'unlink',
] as const;

/** What is done to one user. */
export type UserSteps = Partial<Record<(typeof USER_PARTS)[number], Step>>;

interface UserContext extends Settled, Placing {
	/** External IDs of people of whom too little is known to notice a reuse. */
	unjudged: string[];
	segments: SegmentConnections;
}

/**
 * The steps for everyone in HR who differs from the directory, by External ID, and how many users are
 * as they should be. Adds people whose group is unknown to the issues.
 */
export function userSteps(
	matched: Matched,
	settled: Settled,
	groups: ReadonlyMap<WantedNode, StepsOfGroup>,
): { steps: Map<string, UserSteps>; unchanged: number } {
	const reused = matched.wanted.flatMap(({ mayBeReused, match }) =>
		mayBeReused && match ? [match.group.targetId] : [],
	);
	const context: UserContext = {
		...{ ...matched, ...settled },
		unjudged: [],
		reused: new Set(reused),
		leads: leadsOf(matched, groups),
		segments: new SegmentConnections(wantedPeople(matched.people)),
	};
	const all = new Map<string, UserSteps>();
	let unchanged = 0;
	for (const pairing of context.people.pairings.values()) {
		const steps = stepsFor(pairing, context);
		if (steps) all.set(pairing.wanted.externalId, steps);
		else if (pairing.current) unchanged++;
	}
	const { unjudged, systems, issues } = context;
	if (unjudged.length > 0) issues.push(reuseNotJudged(unjudged, systems));
	return { steps: all, unchanged };
}

function stepsFor(pairing: Pairing, context: UserContext): UserSteps | undefined {
	const { wanted, current } = pairing;
	const refused = context.usernames.refused.has(wanted.externalId);
	if (refused && !current) return undefined;
	const differences = valueDifferences(pairing, refused, context);
	const target = targetOf(pairing);
	const created = current ? undefined : createSteps(target, differences, context);
	const group = placingStep(target, pairing, context, created?.main);
	if (current && differences.length === 0 && !group && !changesState(pairing, context)) {
		return undefined;
	}
	const steps = created ?? updateSteps(target, pairing, differences, context);
	if (group) steps.group = group;
	if (pairing.doubt) hold(steps, 'adoption');
	else if (current && !pairing.adopted) judgeIdentity(steps, wanted, current, context);
	return steps;
}

function targetOf({ wanted, current }: Pairing): Target {
	const target: Target = {
		kind: 'user',
		externalId: wanted.externalId,
		targetId: current?.targetId ?? null,
		name: fullName(wanted),
		depth: 0,
	};
	if (current?.version !== undefined) target.version = current.version;
	return target;
}

/** Whether a user becomes active, or gets an External ID. */
function changesState({ adopted, current }: Pairing, { settings }: UserContext): boolean {
	return adopted || (!current!.active && settings.userStatus === 'overwrite');
}

function valueDifferences(
	{ wanted, current }: Pairing,
	refused: boolean,
	{ managers, protection, unsupported, segments, settings, spelling, kept }: UserContext,
): FieldChange[] {
	const manager = managers.ofPerson(wanted);
	let settled = wanted;
	if (refused) settled = keepingLogin(settled, current!);
	if (manager !== wanted.managerExternalId) settled = { ...settled, managerExternalId: manager };
	if (wanted.segments && current?.segments && settings.segmentConnections === 'keepManual') {
		const kept = segments.withManual(wanted.segments, segmentsIn(current.segments));
		if (kept !== wanted.segments) settled = { ...settled, segments: kept };
	}
	const differences = userDifferences(settled, current ?? undefined);
	if (differences.length === 0) return differences;
	return differences.filter(
		(change) =>
			!unsupported.user.has(change.field) &&
			!protection.coversLink(change) &&
			!spelling.isSame(change) &&
			!kept.covers('user', wanted.externalId, current?.targetId, change),
	);
}

/** Takes the fields that a test is true of out of a list. */
function takeOut(fields: FieldChange[], test: (field: FieldChange) => boolean): FieldChange[] {
	if (!fields.some(test)) return [];
	const taken = fields.filter(test);
	fields.splice(0, fields.length, ...fields.filter((field) => !test(field)));
	return taken;
}

function isLogin({ field }: FieldChange): boolean {
	return typeOf(field) === 'login';
}

function linksNewManager({ people }: UserContext) {
	return ({ field, to }: FieldChange) =>
		field === 'managerExternalId' && typeof to === 'string' && isNew(people.pairings.get(to));
}

function createSteps(target: Target, fields: FieldChange[], context: UserContext): UserSteps {
	const managerFields = takeOut(fields, linksNewManager(context));
	const main = step(target, 'create', fields, `Is in HR and not yet in ${context.systems.target}.`);
	const steps: UserSteps = { main };
	if (managerFields.length > 0) {
		steps.manager = step(target, 'update', managerFields, '');
	}
	return steps;
}

function updateSteps(
	target: Target,
	pairing: Pairing,
	fields: FieldChange[],
	context: UserContext,
): UserSteps {
	const current = pairing.current!;
	const steps: UserSteps = {};
	const changesUsername = fields.some(({ field }) => field === 'username');
	const logins = changesUsername ? takeOut(fields, isLogin) : [];
	const managerFields = takeOut(fields, linksNewManager(context));
	const [unlinked] = takeOut(fields, (field) => !!removalOfManager(field, context.removals));
	if (!current.active && context.settings.userStatus === 'overwrite') {
		steps.reactivation = step(
			target,
			'reactivate',
			[{ field: 'active', from: false, to: true }],
			`Is in HR while inactive in ${context.systems.target}: the same user becomes active again.`,
		);
	}
	if (pairing.adopted) {
		const { externalId } = pairing.wanted;
		steps.adoption = step(
			target,
			'update',
			[{ field: 'externalId', from: current.externalId, to: externalId }],
			adoptionReason(pairing, current, context.systems),
		);
	}
	if (fields.length > 0) steps.main = step(target, 'update', fields, 'Differs from HR.');
	if (logins.length > 0) {
		steps.username = step(target, 'update', logins, 'Has another username in HR.');
	}
	if (managerFields.length > 0) {
		steps.manager = step(target, 'update', managerFields, 'Has a new manager in HR.');
		// Someone new may wait for the name that becomes free, so it must not wait for someone new.
		if (steps.username) steps.manager.apart = 'after';
	}
	if (unlinked) {
		steps.unlink = unlinkStep(
			target,
			unlinked,
			context.removals,
			'The manager is no longer in HR.',
		);
	}
	return steps;
}

/** Username and e-mail address are one log-in: who does not get one does not get the other. */
function keepingLogin(wanted: Person, { username, email }: CurrentUser): Person {
	return { ...wanted, username, ...(email === undefined ? {} : { email }) };
}

const DOUBTS: Record<AdoptionDoubt, (account: string, target: string) => string> = {
	inactive: (account, target) =>
		`${account} is inactive. If it belongs to this person, activate it in ${target}. If not, change its username there.`,
	name: (account, target) =>
		`${account} has another name. If it belongs to this person, correct the name or enter the External ID in ${target}. If not, change its username there.`,
	birthday: (account, target) =>
		`${account} has another birthday. If it belongs to this person, correct the birthday in ${target} or in HR. If not, change the username of the account.`,
};

function adoptionReason({ doubt }: Pairing, current: CurrentUser, { target }: Systems): string {
	if (doubt) return DOUBTS[doubt](`The account “${fullName(current)}” made by hand`, target);
	return current.externalId === null
		? 'A user made by hand has this username: adopted, and linked to HR by the External ID.'
		: 'Has another External ID in HR than before: the user with the same username and name is taken over.';
}

/** Holds what may be done to somebody else, and counts those of whom nobody can say. */
function judgeIdentity(
	steps: UserSteps,
	wanted: Person,
	shown: CurrentUser,
	{ unjudged, kept }: UserContext,
): void {
	const current = kept.asWanted(wanted, shown);
	if (mayBeReused(wanted, current)) {
		const what = joinAnd(whatDiffers(wanted, current));
		hold(steps, 'possibleReuse', `Another ${what}: the External ID may be somebody else’s now.`);
	} else if ((steps.main ?? steps.username) && !canSeeReuse(wanted, current)) {
		unjudged.push(wanted.externalId);
	}
}

function hold(steps: UserSteps, guard: PersonGuardName, reason = ''): void {
	let first = reason;
	for (const name of USER_PARTS) {
		const part = steps[name];
		if (!part) continue;
		holdAs(guard, part);
		part.reason = `${first} ${part.reason}`.trim();
		first = '';
	}
}
