import { Findings, issueAbout, type Finding } from '../../model/finding';
import { oneOf } from '../../model/fields';
import { warning, type Issue, type Subject } from '../../model/issue';
import type { Systems } from '../../model/systems';

/** What the plan says about somebody or something that is not, or not wholly, as before the run. */
type Said = Pick<Finding, 'code' | 'ofOne' | 'ofMany' | 'advice'>;

/** Why a change is not undone: the one table. The field is in words. */
const saidOf = (target: string, field: string) =>
	[
		{
			code: 'undoChangedSince',
			ofOne: `has had another ${field} since the run, so that it stays as it is`,
			ofMany: `have had another ${field} since the run, so that it stays as it is`,
			advice: 'Check that it is right.',
		},
		{
			code: 'undoGone',
			ofOne: `is no longer in ${target} under the same ID, so nothing is undone`,
			ofMany: `are no longer in ${target} under the same ID, so nothing is undone`,
			advice: 'Check that the undo file is from this tenant.',
		},
		{
			code: 'undoUnreadable',
			ofOne: `stays as the run left it: ${target} does not show the ${field} that is there now or was there before`,
			ofMany: `stay as the run left them: ${target} does not show the ${field} that is there now or was there before`,
			advice: `Check it in ${target}.`,
		},
		{
			code: 'undoDeleted',
			ofOne: `was deleted by the run and is no longer in ${target}`,
			ofMany: `were deleted by the run and are no longer in ${target}`,
			advice: `Restore the user there, if ${target} offers that, before the next run creates a new one.`,
		},
		{
			code: 'undoTaken',
			ofOne: `does not get the former ${field} back: somebody else has it now, or gets it`,
			ofMany: `do not get the former ${field} back: somebody else has it now, or gets it`,
			advice: `Change it in ${target} by hand.`,
		},
		{
			code: 'undoReferenceGone',
			ofOne: `does not get the former ${field} back, which is no longer in ${target}`,
			ofMany: `do not get the former ${field} back, which is no longer in ${target}`,
			advice: 'Choose another one.',
		},
		{
			code: 'undoCircle',
			ofOne: `does not get the former ${field} back, which would now make a circle`,
			ofMany: `do not get the former ${field} back, which would now make a circle`,
			advice: 'Choose another one.',
		},
		{
			code: 'undoNotEmpty',
			ofOne: 'was created by the run and stays: somebody or something else is in it now',
			ofMany: 'were created by the run and stay: somebody or something else is in them now',
			advice: `Empty it or delete it in ${target}.`,
		},
		{
			code: 'undoKept',
			ofOne: 'was created by the run and stays, because Removal is set to Nothing',
			ofMany: 'were created by the run and stay, because Removal is set to Nothing',
			advice: 'To have what the run created removed, choose another Action under Removal.',
		},
	] as const satisfies readonly Said[];

export type UndoCode = ReturnType<typeof saidOf>[number]['code'];

interface About {
	kind: Subject['kind'];
	externalId: string | null;
	name: string;
}

/** Gathers what is not undone, and why. */
export class NotUndone {
	private readonly people = new Findings<About>(subjectOf);
	private readonly groups: Issue[] = [];
	private readonly named = new Set<string>();

	constructor(private readonly systems: Systems) {}

	/** @param field the field that it is about */
	add(code: UndoCode, about: About, field?: string): void {
		this.named.add(keyOf(about));
		const said = saidOf(this.systems.target, oneOf(field ?? '')).find((row) => row.code === code)!;
		const details: Finding['details'] = field === undefined ? {} : { field };
		const finding: Finding = { severity: 'warning', ...said, details };
		if (about.kind === 'user') this.people.add(about, finding);
		else this.groups.push(issueAbout(finding, subjectOf(about)));
	}

	/** Whether there is a finding about somebody or something. */
	names(about: About): boolean {
		return this.named.has(keyOf(about));
	}

	issues(): Issue[] {
		return [...this.people.issues().map(({ issue }) => issue), ...this.groups];
	}
}

function keyOf({ kind, externalId, name }: About): string {
	return `${kind} ${externalId ?? ` ${name}`}`;
}

function subjectOf({ kind, externalId, name }: About): Subject {
	return { kind, externalId, name: name || (externalId ?? '') };
}

/** That changes of people with protected identity are not in the file. */
export function leftOutOfFile(count: number): Issue {
	const changes = count === 1 ? '1 change' : `${count} changes`;
	return warning(
		'undoLeftOut',
		{ kind: 'user', externalId: null, name: 'Protected identity' },
		`${changes} of people with protected identity cannot be undone: the undo file does not hold their values. Correct HR or the mapping; the next run then writes the right values.`,
		{ count },
	);
}
