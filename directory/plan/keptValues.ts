import { addTo } from '../common/lists';
import { grouped } from '../common/phrases';
import { compareText } from '../common/text';
import type { JsonValue } from '../common/json';
import type { Change, FieldChange } from '../model/change';
import { attributeName, oneOf } from '../model/fields';
import { formsInWords, isKeptAs, wasNotTaken, type Kept, type KeptFields } from '../model/forms';
import { warning, type Issue } from '../model/issue';
import type { CurrentUser, Person } from '../model/person';
import type { Systems } from '../model/systems';

type Kind = Change['kind'];

/** The values that show who somebody is. */
const IDENTIFYING = ['firstName', 'lastName', 'birthday'] as const;

/** Somebody or something that is there, and what differs. */
interface Differing {
	externalId: string;
	targetId: string;
	differences: readonly FieldChange[];
}

/** Values that the directory keeps in another form than they were sent: they do not differ. */
export class KeptValues {
	/** By field: the External IDs of whose value is kept so. */
	private readonly found = new Map<string, string[]>();
	/** By field: the External IDs of those who have another value, since the wanted one is not taken. */
	private readonly notTaken = new Map<string, string[]>();
	/** By field: whose value is sent once more. */
	private readonly retried = new Map<string, string>();

	constructor(private readonly kept: KeptFields) {}

	/**
	 * Of each field that is due, chooses one value to send again: the target may keep it by now.
	 *
	 * @param all gives everybody, in any order
	 */
	choose(kind: Kind, all: () => Iterable<Differing>): void {
		const isDue = [...this.kept].some(([key, one]) => one.isDue && key.startsWith(`${kind}.`));
		if (!isDue) return;
		for (const { externalId, targetId, differences } of all()) {
			for (const change of differences) {
				const key = `${kind}.${change.field}`;
				const known = this.kept.get(key);
				if (!known?.isDue || !isKeptAs(known, targetId, change)) continue;
				const chosen = this.retried.get(key);
				if (chosen === undefined || compareText(externalId, chosen) < 0) {
					this.retried.set(key, externalId);
				}
			}
		}
	}

	/** Whether a difference is none: the directory keeps the wanted value in this form. */
	covers(
		kind: Kind,
		externalId: string,
		targetId: string | undefined,
		change: FieldChange,
	): boolean {
		if (this.kept.size === 0 || targetId === undefined) return false;
		const key = `${kind}.${change.field}`;
		const known = this.kept.get(key);
		if (!known) return false;
		const isRefused = wasNotTaken(known, targetId, change);
		// Each value that was not taken is tried again after a week.
		if (isRefused ? known.isDue : !isKeptAs(known, targetId, change)) return false;
		if (!isRefused && this.retried.get(key) === externalId) return false;
		const list = isRefused ? this.notTaken : this.found;
		addTo(list, key, externalId);
		return true;
	}

	/** A user with the names and the birthday as they were sent, where they are kept in another form. */
	asWanted(wanted: Person, current: CurrentUser): CurrentUser {
		const same = IDENTIFYING.filter((field) => {
			const known = this.kept.get(`user.${field}`);
			const [from = null, to = null] = [current[field], wanted[field]];
			return known && isKeptAs(known, current.targetId, { field, from, to });
		});
		if (same.length === 0) return current;
		return { ...current, ...Object.fromEntries(same.map((field) => [field, wanted[field]])) };
	}

	/** One issue for each field. */
	issues(systems: Systems): Issue[] {
		const each = (
			list: ReadonlyMap<string, readonly string[]>,
			issue: (value: Value, systems: Systems, kept: Kept) => Issue,
		) => [...list].map(([key, ids]) => issue(valueOf(key, ids), systems, this.kept.get(key)!));
		return [...each(this.found, keptOtherwise), ...each(this.notTaken, valueNotTaken)];
	}
}

/** One field of some users or groups. */
interface Value {
	/** As "the last name of 3 users". */
	words: string;
	subject: Issue['subject'];
	details: Record<string, JsonValue>;
}

function valueOf(key: string, ids: readonly string[]): Value {
	const [kind] = key.split('.', 1) as [Kind];
	const field = key.slice(kind.length + 1);
	const count = ids.length;
	const the = attributeName(field) === undefined ? `the ${oneOf(field)}` : oneOf(field);
	return {
		words: `${the} of ${count === 1 ? `1 ${kind}` : `${grouped(count)} ${kind}s`}`,
		subject: { kind, externalId: null, name: field },
		details: { field, count, ...(kind === 'user' ? { people: [...ids].sort(compareText) } : {}) },
	};
}

function keptOtherwise(value: Value, { target }: Systems, { forms }: Kept): Issue {
	const words = formsInWords(forms);
	const how = words.length > 0 ? ` (${words.join('; ')})` : '';
	return warning(
		'keptOtherwise',
		value.subject,
		`${target} keeps ${value.words} in another form than HR${how}. It is compared as it comes back, and is written again only where it changes in HR. To have it as in HR, ask ${target} why it is changed there.`,
		value.details,
	);
}

function valueNotTaken(value: Value, { target }: Systems): Issue {
	return warning(
		'valueNotTaken',
		value.subject,
		`${target} did not take ${value.words} from HR. It is written again where it changes in HR, and after a week. Correct it in HR, or ask ${target} why it is refused.`,
		value.details,
	);
}
