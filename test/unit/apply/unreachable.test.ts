import { applyChanges } from '../../../directory/apply';
import type { Written } from '../../../directory/apply/target';
import type { Change } from '../../../directory/model/change';
import { JsonTarget } from '../../support/jsonTarget';
import { Watched, type Fault } from './stands';

/** When a target that does not answer is given up. */

const PEOPLE = Array.from({ length: 20 }, (_unused, i): Change => ({
	order: i + 1,
	kind: 'user',
	action: 'create',
	externalId: `n${i + 1}`,
	targetId: null,
	name: `n${i + 1}`,
	changes: [{ field: 'username', from: null, to: `n${i + 1}@example.com` }],
	reason: '',
}));

const refused = (refusal: 'unreachable' | 'content'): Written => ({
	ok: false,
	attempts: 1,
	refusal,
	error: 'Nobody answers',
});

async function apply(fault: Fault) {
	const target = new Watched(new JsonTarget({ last: 0, user: [], group: [] }));
	target.fault = fault;
	const { applied, stopped } = await applyChanges(target, PEOPLE, { concurrency: 1 });
	return { stopped, statuses: applied.map(({ status }) => status), calls: target.calls.length };
}

const isEvery = (n: number, id: string | null) => Number(id?.slice(1)) % n === 0;

test.each<[string, Written | undefined, string]>([
	['made', undefined, 'applied'],
	['refused for its values', refused('content'), 'failed'],
])(
	'one that answers now and then is not given up: every fifth change is %s',
	async (_what, answer, status) => {
		const { stopped, statuses } = await apply(({ id }) =>
			isEvery(5, id) ? answer : refused('unreachable'),
		);
		expect(stopped).toBeNull();
		const five = ['failed', 'failed', 'failed', 'failed', status];
		expect(statuses).toEqual([...five, ...five, ...five, ...five]);
	},
);

test('one that answers every sixth change is given up after the fifth', async () => {
	const { stopped, statuses, calls } = await apply(({ id }) =>
		isEvery(6, id) ? undefined : refused('unreachable'),
	);
	expect(stopped?.message).toBe('Nobody answers. Of 20 changes, 0 were made before that.');
	expect(calls).toBe(5);
	expect(statuses).toEqual([
		...Array<string>(5).fill('failed'),
		...Array<string>(15).fill('skipped'),
	]);
});
