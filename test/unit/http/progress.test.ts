import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { Progress } from '../../../http/progress';

/** A node's context with a clock, as far as progress needs it. */
function observe() {
	let time = 0;
	const logged: string[] = [];
	const shown: string[] = [];
	const hints: NodeExecutionHint[] = [];
	const context = {
		getNode: () => ({ name: 'Make the Changes' }),
		logger: { debug: (message: string) => logged.push(message) },
		sendMessageToUI: (message: string) => shown.push(message),
		addExecutionHints: (...more: NodeExecutionHint[]) => hints.push(...more),
	} as unknown as IExecuteFunctions;
	const progress = new Progress(context, () => time);
	return { progress, logged, shown, hints, wait: (milliseconds: number) => (time += milliseconds) };
}

test('a short run says nothing', () => {
	const { progress, logged, shown, hints, wait } = observe();
	wait(1900);
	progress.tell('changes done', 5, 10);
	progress.finish('changes were made', 10);
	expect([logged, shown, hints]).toEqual([[], [], []]);
});

test('a long run reports every two seconds how far it is, in the log and in the editor', () => {
	const { progress, logged, shown, wait } = observe();
	for (let done = 1; done <= 6; done++) {
		wait(1000);
		progress.tell('changes done', done * 1000, 12_345);
	}
	expect(logged).toEqual([
		'Make the Changes: 2,000 of 12,345 changes done',
		'Make the Changes: 4,000 of 12,345 changes done',
		'Make the Changes: 6,000 of 12,345 changes done',
	]);
	expect(shown).toEqual(logged);
});

test('where nobody knows how many there are, it reports how many came', () => {
	const { progress, logged, wait } = observe();
	wait(2000);
	progress.tell('employees read', 300, null);
	expect(logged).toEqual(['Make the Changes: 300 employees read']);
});

test.each([
	[12_000, 1200, '1,200 changes were made in 12 seconds, 100 a second.'],
	[754_000, 9000, '9,000 changes were made in 12 minutes and 34 seconds, 12 a second.'],
	[60_000, 3, '3 changes were made in 60 seconds, 1 a second.'],
])('a run of %d ms says at its end how long it took', (milliseconds, done, message) => {
	const { progress, hints, wait } = observe();
	wait(milliseconds);
	progress.finish('changes were made', done);
	expect(hints).toEqual([{ type: 'info', location: 'outputPane', message }]);
});
