import { grouped } from '../common/phrases';
import { compareText } from '../common/text';
import type { Change, FieldChange } from '../model/change';
import { attributeName, oneOf } from '../model/fields';
import { formsInWords, isKeptAs, type KeptFields } from '../model/forms';
import { warning, type Issue } from '../model/issue';
import type { Systems } from '../model/systems';

type Kind = Change['kind'];

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
		if (!known || !isKeptAs(known, targetId, change)) return false;
		if (this.retried.get(key) === externalId) return false;
		const ids = this.found.get(key);
		if (ids) ids.push(externalId);
		else this.found.set(key, [externalId]);
		return true;
	}

	/** One issue for each field. */
	issues(systems: Systems): Issue[] {
		return [...this.found].map(([key, ids]) => {
			const [kind] = key.split('.', 1) as [Kind];
			const field = key.slice(kind.length + 1);
			return keptOtherwise(kind, field, ids, formsInWords(this.kept.get(key)!.forms), systems);
		});
	}
}

function keptOtherwise(
	kind: Kind,
	field: string,
	ids: readonly string[],
	forms: readonly string[],
	{ target }: Systems,
): Issue {
	const the = attributeName(field) === undefined ? `the ${oneOf(field)}` : oneOf(field);
	const count = ids.length;
	const whose = count === 1 ? `1 ${kind}` : `${grouped(count)} ${kind}s`;
	const how = forms.length > 0 ? ` (${forms.join('; ')})` : '';
	return warning(
		'keptOtherwise',
		{ kind, externalId: null, name: field },
		`${target} keeps ${the} of ${whose} in another form than HR${how}. It is compared as it comes back, and is written again only where it changes in HR. To have it as in HR, ask ${target} why it is changed there.`,
		{ field, count, ...(kind === 'user' ? { people: [...ids].sort(compareText) } : {}) },
	);
}
