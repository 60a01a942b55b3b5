import type { Change } from '../../../directory/model/change';
import {
	explain as explainWith,
	type Explanation,
	type PersonExplanation,
} from '../../../directory/explain';
import {
	readKnowledge as readKnowledgeWith,
	type Knowledge,
	type Lists,
} from '../../../directory/explain/input';
import type { Origin } from '../../../directory/explain/origin';
import type { Group } from '../../../directory/model/group';
import type { CurrentUser } from '../../../directory/model/person';
import * as invented from '../../support/people';

const systems = { target: 'Winningtemp' };

export function explain(input: { who: string; lists: Lists; levels?: string[] }): Explanation {
	return explainWith({ ...input, systems });
}

export function readKnowledge(lists: Lists): Knowledge {
	return readKnowledgeWith(lists, systems);
}

export const ORIGIN: Origin = {
	records: [{ employeeNumber: '17', company: 'c1', values: [] }],
	organization: { Office: 'Stockholm', Department: null, Team: 'Payable' },
};

const ANNA = {
	externalId: 'e1',
	username: 'anna@exempel.se',
	firstName: 'Anna',
	lastName: 'Berg',
	groupExternalId: 'g2',
};

export function person(values: object = {}) {
	return {
		...invented.person(ANNA),
		email: 'anna@exempel.se',
		origin: ORIGIN,
		...values,
	};
}

export function user(values: Partial<CurrentUser> = {}): CurrentUser {
	return invented.user({ ...ANNA, targetId: 't1', ...values });
}

export function group(externalId: string, ...path: string[]): Group {
	return invented.group({ externalId, path, memberCount: 1 });
}

export function change(values: Partial<Change> = {}): Change {
	return {
		order: 1,
		kind: 'user',
		action: 'update',
		externalId: 'e1',
		targetId: 't1',
		name: 'Anna Berg',
		changes: [{ field: 'lastName', from: 'Berg', to: 'Ek' }],
		reason: 'Differs from HR.',
		...values,
	};
}

export const GROUPS = [group('g1', 'Stockholm'), group('g2', 'Stockholm', 'Payable')];

export function about(lists: Lists, who = 'e1', levels: string[] = []): PersonExplanation {
	const { people } = explain({ who, lists, levels });
	expect(people).toHaveLength(1);
	return people[0]!;
}

export function step(explanation: PersonExplanation, title: RegExp): string[] {
	const blocks = explanation.steps.find((one) => title.test(one.title))?.blocks ?? [];
	return blocks.flatMap((block) =>
		block.kind === 'table' ? block.rows.map((row) => row.join(' | ')) : [block.text],
	);
}
