import type { Issue } from '../model/issue';
import { compareText } from '../common/text';
import { orderedChanges } from './changes';
import { heldChanges } from './heldChanges';
import type { Judgement } from './guards';
import type { Plan } from './input';
import type { Matched } from './match';
import { usernameKey } from './people';
import type { Step } from './step';
import type { Steps } from './steps';
import { summaryOf } from './summary';
import { breakExchanges } from './usernames';

/**
 * Puts the steps together as changes in a safe order, those that are held apart from the others,
 * and counts them.
 *
 * @param steps as the guards have left them
 */
export function order(matched: Matched, steps: Steps, judgement: Judgement): Plan {
	const usernames: Step[] = [];
	for (const { username } of steps.users.values()) {
		if (username && !username.held) usernames.push(username);
	}
	const all = judgement.all.concat(breakExchanges(usernames, nameTest(matched)));
	const { changes, main } = orderedChanges(all);
	const { held } = judgement;
	const outside = heldChanges(judgement.outside, held.length);
	const { issues } = matched;
	issues.sort(compareIssues);
	return {
		changes,
		held: held.concat(outside),
		issues,
		summary: summaryOf(matched, steps, judgement, { main, held, outside }),
	};
}

/** Whether somebody has, or is to have, a username. Looked up only where names are exchanged. */
function nameTest({ people, current }: Matched): (username: string) => boolean {
	let used: Set<string> | undefined;
	return (username) => {
		if (!used) {
			used = new Set(current.users.map((user) => usernameKey(user.username)));
			for (const { wanted } of people.pairings.values()) used.add(usernameKey(wanted.username));
		}
		return used.has(usernameKey(username));
	};
}

function compareIssues(a: Issue, b: Issue): number {
	return (
		compareText(a.severity, b.severity) ||
		compareText(a.code, b.code) ||
		compareText(a.subject.kind, b.subject.kind) ||
		compareText(a.subject.externalId ?? '', b.subject.externalId ?? '') ||
		compareText(a.subject.name, b.subject.name) ||
		compareText(a.message, b.message)
	);
}
