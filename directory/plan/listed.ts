import type { Change, FieldChange } from '../model/change';
import type { KeptFields } from '../model/forms';
import type { CurrentGroup, Group } from '../model/group';
import type { Issue } from '../model/issue';
import type { CurrentUser, Person } from '../model/person';
import type { Systems } from '../model/systems';
import { planSync } from './index';
import type { Plan } from './input';
import type { Candidate, Item, Verdict } from './listedItems';
import { fail, failSameId, failWithoutParent, readItems, sound } from './listedItems';
import type { PlanSettings } from './settings';
import { DEFAULT_SETTINGS } from './settings';
import { asSpelled } from './spelling';
import type { Written } from './week';

export type { Item, ListedAction, Verdict } from './listedItems';

/** "Create or Update": people or groups, each for itself, by the planner's rules. */
export interface ListedPlan {
	/** In the order of the items; none for those marked as skipped. */
	verdicts: Verdict[];
	/** In a safe order. */
	changes: Change[];
	/** Remarks about the whole: a plan number that released nothing, an allowance. */
	remarks: Issue[];
}

export interface ListedOptions {
	/** Whether the directory knows a field: what it does not know is left out. */
	knows: (field: string) => boolean;
	/** What the messages call the target. */
	systems: Systems;
	/** Whether somebody inactive is activated again. */
	reactivates?: boolean;
	/** Whether a group made by hand is adopted where its name, and only its name, is that of a new one. */
	adoptsGroupsByName?: boolean;
	guards?: PlanSettings['guards'];
	allowances?: PlanSettings['allowances'];
	protectedAccounts?: PlanSettings['protectedAccounts'];
	/** The `planId` whose held changes are let through; empty: none. */
	release?: string;
	/** The day of the run, `YYYY-MM-DD`. */
	today?: string;
	/** What is remembered of the last seven days. */
	written?: Written;
	/** How the directory was seen to keep values. */
	kept?: KeptFields;
}

/**
 * What items mean for the users or groups there are: the plan with the scope `listed`, and what
 * becomes of each item. One bad item stops only itself, and its verdict has the reason.
 *
 * @param items persons or groups; one with `skipped: true` is passed over
 * @throws UserError as `planSync` does
 */
export function planListed(
	kind: Change['kind'],
	items: readonly Item[],
	current: { users: CurrentUser[]; groups: CurrentGroup[] },
	options: ListedOptions,
): ListedPlan {
	const candidates = readItems(kind, items, options.knows);
	if (kind === 'group') {
		failSameId(candidates);
		if (options.knows('parentExternalId')) failWithoutParent(candidates, current.groups);
	}
	const wanted: unknown[] = sound(candidates).map((one) => one.wanted);
	const lists = {
		groups: kind === 'group' ? (wanted as Group[]) : [],
		users: kind === 'user' ? (wanted as Person[]) : [],
		current,
	};
	const plan = planSync({
		...lists,
		settings: settingsOf(options),
		...(options.today === undefined ? {} : { today: options.today }),
		...(options.written ? { written: options.written } : {}),
		...(options.kept ? { kept: options.kept } : {}),
		systems: options.systems,
		scope: kind === 'user' ? 'listed' : 'listedGroups',
		adoptsGroupsByName: options.adoptsGroupsByName ?? false,
	});
	const targetIds = new Map<string | null, string>();
	for (const one of kind === 'user' ? current.users : current.groups) {
		targetIds.set(one.externalId, one.targetId);
	}
	const { systems } = options;
	const spell = asSpelled(lists, { issues: [], systems }).spelling.of[kind];
	const found = new Findings(plan);
	for (const candidate of sound(candidates)) {
		const externalId = spell(candidate.wanted.externalId);
		candidate.verdict.targetId = targetIds.get(externalId) ?? null;
		conclude(candidate, found.of(externalId), plan);
	}
	return {
		verdicts: candidates.map(({ verdict }) => verdict),
		changes: plan.changes,
		remarks: remarksIn(plan.issues),
	};
}

/** The issues about a run as a whole: what becomes of a release, and allowances. */
export function remarksIn(issues: readonly Issue[]): Issue[] {
	return issues.filter(({ code }) => OF_THE_RUN.has(code));
}

const OF_THE_RUN = new Set(['notReleased', 'allowanceInForce', 'allowanceEnded']);

function settingsOf(options: ListedOptions): PlanSettings {
	const { reactivates = true, guards = DEFAULT_SETTINGS.guards, release = '' } = options;
	const { allowances = [] } = options;
	const { protectedAccounts = [] } = options;
	return {
		...DEFAULT_SETTINGS,
		protectedAccounts,
		removal: { ...DEFAULT_SETTINGS.removal, action: 'none' },
		userStatus: reactivates ? 'overwrite' : 'keepInactive',
		guards,
		allowances,
		release,
	};
}

/** What a plan has for one External ID. */
interface Found {
	positions: number[];
	held: Plan['held'];
	issues: Issue[];
}

class Findings {
	private readonly byId = new Map<string, Found>();

	constructor({ changes, held, issues }: Plan) {
		for (const [position, { externalId }] of changes.entries()) {
			this.entry(externalId).positions.push(position);
		}
		for (const change of held) this.entry(change.externalId).held.push(change);
		for (const issue of issues) {
			const { people } = issue.details;
			const about = Array.isArray(people) ? people.map(String) : [issue.subject.externalId];
			for (const externalId of about) this.entry(externalId).issues.push(issue);
		}
	}

	of(externalId: string): Found {
		return this.entry(externalId);
	}

	private entry(externalId: string | null): Found {
		const key = externalId ?? '';
		let found = this.byId.get(key);
		if (!found) this.byId.set(key, (found = { positions: [], held: [], issues: [] }));
		return found;
	}
}

function conclude(candidate: Candidate, { positions, held, issues }: Found, plan: Plan): void {
	const { verdict } = candidate;
	const changes = positions.map((position) => plan.changes[position]!);
	const messages = issues.map(({ message }) => message);
	verdict.positions = positions;
	verdict.changes = together(changes);
	const targetId = [...changes, ...held].find((change) => change.targetId !== null)?.targetId;
	if (targetId) verdict.targetId = targetId;
	if (isAdopted(verdict.changes)) verdict.adopted = true;
	const [first] = held;
	if (first) {
		verdict.action = 'held';
		verdict.held = together(held);
		verdict.guard = first.guard;
		verdict.planId = plan.summary.planId;
	} else if (changes.some(({ action }) => action === 'create')) verdict.action = 'created';
	else if (changes.length > 0) verdict.action = 'updated';
	else if (verdict.targetId === null || issues.some(({ severity }) => severity === 'error')) {
		fail(candidate, messages.join(' '));
		return;
	}
	verdict.warnings = messages;
}

/** All fields of the changes of one target; a temporary username on the way is left out. */
function together(changes: readonly Change[]): FieldChange[] {
	const [only] = changes;
	if (only && changes.length === 1) return only.changes;
	const byField = new Map<string, FieldChange>();
	for (const { field, from, to } of changes.flatMap((change) => change.changes)) {
		byField.set(field, { field, from: byField.get(field)?.from ?? from, to });
	}
	return [...byField.values()];
}

function isAdopted(changes: readonly FieldChange[]): boolean {
	return changes.some(({ field, from }) => field === 'externalId' && from === null);
}
