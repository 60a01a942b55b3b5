import { References } from './duplicates';
import { keep, markUnknown, type Draft } from './findings';

/** What some systems write for the manager of those who have none. */
const ROOTS: ReadonlySet<string> = new Set(['0', '-1']);

/**
 * Managers are named by HR's ids: they become External IDs, of the record that a person was merged
 * into. The top of a company may be written as `0`, `-1` or as the person: that is no manager.
 *
 * @param special the records whose External ID may be another than their id in HR
 * @returns a hint where everybody is their own manager, which is a slip in the mapping
 */
export function linkManagers(
	drafts: readonly Draft[],
	special: ReadonlySet<Draft>,
	mergedInto: ReadonlyMap<Draft, Draft>,
): string | undefined {
	const references = new References(
		special,
		(draft) => (mergedInto.get(draft) ?? draft).person.externalId,
	);
	let holders: Set<string> | undefined;
	const isRoot = (id: string) => {
		if (!ROOTS.has(id)) return false;
		holders ??= new Set(drafts.map((draft) => draft.id));
		return !holders.has(id);
	};
	let linked = 0;
	const own: Draft[] = [];
	for (const draft of drafts) {
		if (draft.manager === '') continue;
		if (isRoot(draft.manager)) {
			draft.person.managerExternalId = null;
			continue;
		}
		linked++;
		const manager = references.resolve(draft.manager, draft.company);
		if (manager === undefined) keepAmbiguous(draft);
		else if (manager !== (mergedInto.get(draft) ?? draft).person.externalId) {
			draft.person.managerExternalId = manager;
		} else {
			draft.person.managerExternalId = null;
			own.push(draft);
		}
	}
	if (own.length < 2 || own.length < linked) return undefined;
	for (const draft of own) delete draft.person.managerExternalId;
	return 'Everybody who has a manager is their own manager, so managers count as not mapped. Map Manager to the field that holds the ID of the manager.';
}

function keepAmbiguous(draft: Draft): void {
	delete draft.person.managerExternalId;
	markUnknown(draft, 'managerExternalId');
	keep(
		draft,
		'manager',
		'ambiguousManager',
		`several companies use the id ${draft.manager} of the manager, and the own company does not`,
		'Correct the manager in HR.',
		{ manager: draft.manager },
	);
}
