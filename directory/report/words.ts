import type { ChangeAction, GuardVerdict } from '../model/change';
import { attributeName, fieldOf } from '../model/fields';
import type { GuardText } from '../plan/guardTable';
import {
	countedWords,
	GUARD_ROWS,
	isGuardName,
	OUTSIDE,
	OUTSIDE_TEXT,
	PERSON_GUARDS,
} from '../plan/guardTable';
import type { Outcome, OutcomeCounts, RunMode } from './model';

/** A whole number with a comma between thousands. */
export function numberText(value: number): string {
	return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number with its noun: `1 change`, `10,000 changes`. */
export function countText(value: number, one: string, many = `${one}s`): string {
	return `${numberText(value)} ${value === 1 ? one : many}`;
}

/** `people` and `groups` as they are called in the report. */
export function kindText(kind: 'user' | 'group', count = 2): string {
	if (kind === 'group') return count === 1 ? 'group' : 'groups';
	return count === 1 ? 'person' : 'people';
}

/** An outcome by kind: `2 people, 1 group`; empty where there is none. */
export function kindsText(
	{ users, groups }: { users: OutcomeCounts; groups: OutcomeCounts },
	outcome: Outcome,
): string {
	const parts = [
		users[outcome] > 0 ? countText(users[outcome], 'person', 'people') : '',
		groups[outcome] > 0 ? countText(groups[outcome], 'group') : '',
	];
	return parts.filter((text) => text !== '').join(', ');
}

/** A name in camel case as words: `missingUsername` → `Missing username`. */
export function wordsOf(name: string): string {
	const words = name
		.replace(/[_\-.\s]+/g, ' ')
		.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
		.trim()
		.toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const DONE: Record<Outcome, string> = {
	created: 'Created',
	updated: 'Updated',
	reactivated: 'Reactivated',
	deactivated: 'Deactivated',
	deleted: 'Deleted',
	held: 'Held',
	failed: 'Failed',
	skipped: 'Skipped',
	unchanged: 'Unchanged',
};

const TO_DO: Partial<Record<Outcome, string>> = {
	created: 'To create',
	updated: 'To update',
	reactivated: 'To reactivate',
	deactivated: 'To deactivate',
	deleted: 'To delete',
};

/** An outcome as a label: `Created`, or `To create` where nothing was written. */
export function outcomeText(outcome: Outcome, mode: RunMode): string {
	return (mode === 'applied' ? undefined : TO_DO[outcome]) ?? DONE[outcome];
}

const ACTIONS: Record<ChangeAction, string> = {
	create: 'Create',
	update: 'Update',
	reactivate: 'Reactivate',
	deactivate: 'Deactivate',
	delete: 'Delete',
};

/** What is, or was, to be done, as a label: `Update person`. */
export function actionText(action: ChangeAction | null, kind: 'user' | 'group'): string {
	return `${action === null ? 'Create or update' : ACTIONS[action]} ${kindText(kind, 1)}`;
}

/** A field as a label; further attributes keep the name that the customer gave them. */
export function fieldText(field: string): string {
	return attributeName(field) ?? fieldOf(field)?.label ?? wordsOf(field);
}

/**
 * A guard in words: its name, a heading over what it holds, and what to look at.
 *
 * @param verdict the field that it looks at, if it looks at each by itself
 */
export function guardText(
	name: string,
	verdict?: Pick<GuardVerdict, 'field' | 'emptied'> | null,
): GuardText & { title: string } {
	const words = wordsOf(name);
	if (isGuardName(name)) {
		const { explanation, name: guard } = GUARD_ROWS[name];
		const of = verdict?.field === undefined ? '' : `: ${fieldText(verdict.field)}`;
		const title = `Many ${countedWords({ name, ...verdict }, MANY)}`;
		return { name: guard + of, title, explanation };
	}
	return (
		PERSON_TEXTS.get(name) ?? {
			name: words,
			title: words,
			explanation: 'Look through these changes before you release them.',
		}
	);
}

/** Any number that is not one. */
const MANY = 2;

const PERSON_TEXTS = new Map<string, GuardText & { title: string }>(
	Object.entries({ ...PERSON_GUARDS, [OUTSIDE]: OUTSIDE_TEXT }),
);

/** How a guard came to hold something, as a sentence without a full stop. */
export function verdictText({ actual, limit, of, week }: GuardVerdict): string {
	const planned = `${numberText(actual)} planned`;
	if (week) {
		const before = numberText(week.actual - actual);
		return `${planned} and ${before} written in the last seven days, at most ${numberText(week.limit)} a week are let through`;
	}
	return limit === 0
		? `${planned}, none is let through without a decision`
		: `${planned}, at most ${numberText(limit)} of ${numberText(of)} are let through`;
}
