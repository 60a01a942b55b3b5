import type { AppliedChange, Change, FieldChange, GroupBefore } from '../model/change';
import type { JsonValue } from '../model/person';
import type { NewGroup } from './memberships';

/** What became of a change. */
export interface Outcome {
	status: 'applied' | 'failed' | 'skipped';
	error?: string;
	warnings: string[];
	attempts: number;
	targetId: string | null;
	/** Whether all was written but who is in which group. */
	partly?: true;
}

/** All that is known of one change while changes are made. */
export interface Job {
	readonly change: Change;
	/** Absent until the change is made, or is known not to be. */
	outcome?: Outcome;
	/** Why the person's group is not what the plan saw. */
	conflict?: string;
	/** External ID of a manager who was not there yet. */
	lateManager?: string;
	/** Of a group that is created: what goes along in that request. */
	newGroup?: NewGroup;
	/** Values of later changes that went along in the request that created the group. */
	wentAlong?: readonly FieldChange[];
	/** The longer name that the group got, since another one has its own. */
	name?: string;
	/** Its own name was refused, because another group has it. */
	isNameTaken?: true;
	/** That name begins with a number: all others that the plan has for it are taken, too. */
	isNumbered?: true;
	/** Values that were left out, since the target refuses them: what it said, by field. */
	refused?: Map<string, string>;
	/** Values that are sent in a second pass, since one of them may be refused. */
	open?: readonly FieldChange[];
	/** Whether the user was in the group that the change names already. */
	wasThere?: true;
	/** Of a group that was deleted: as it was. */
	before?: GroupBefore;
	/** Of a change that went along with the members of its group: the requests that it took. */
	attemptsAlong?: number;
}

/** The value that was sent: a group may have got a longer name, or one with a number. */
export function valueSent({ name }: Job, { field, to }: FieldChange): JsonValue {
	return field === 'name' ? (name ?? to) : to;
}

/**
 * A value as it was sent, and as the next plan wants it. That one does not know a name with a
 * number, so that this counts as the form in which the target keeps the planned one.
 */
export function asSent(job: Job, change: FieldChange): FieldChange {
	return job.isNumbered ? change : { ...change, to: valueSent(job, change) };
}

export function applied(attempts: number, targetId: string | null): Outcome {
	return { status: 'applied', warnings: [], attempts, targetId };
}

export function failed(error: string, attempts = 0): Outcome {
	return { status: 'failed', error, warnings: [], attempts, targetId: null };
}

export function skipped(error: string, attempts = 0): Outcome {
	return { status: 'skipped', error, warnings: [], attempts, targetId: null };
}

/** The change with what became of it. */
export function resultOf(
	{ change, outcome, name, before, wasThere }: Job,
	isDryRun: boolean,
): AppliedChange {
	const {
		status,
		error,
		warnings,
		attempts,
		targetId,
		partly = false,
	} = outcome ?? skipped('it was not reached');
	const changes = change.changes.map((one) => (one.field === 'name' ? { ...one, to: name! } : one));
	return {
		...change,
		...(name === undefined ? {} : { changes }),
		targetId: change.targetId ?? (isDryRun ? null : targetId),
		status: isDryRun && status === 'applied' ? 'dryRun' : status,
		...(error === undefined ? {} : { error: sentence(error) }),
		...(warnings.length > 0 ? { warnings } : {}),
		...(partly ? { partly } : {}),
		...(wasThere ? { wasThere } : {}),
		...(before ? { before } : {}),
		attempts,
	};
}

/** A clause as a sentence. */
export function sentence(text: string): string {
	const trimmed = text.trim();
	if (trimmed === '') return '';
	return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + (trimmed.endsWith('.') ? '' : '.');
}
