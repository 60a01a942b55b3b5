import { outcomeOf } from '../../../directory/report/outcome';

/** The end of a run, for the person who released held changes and for the error workflow. */

const PLAN = '20261127-3f9a1c07b2d4';
const MAIL = { node: 'Mail the report', error: 'Connection refused' };

function report(more: Record<string, unknown> = {}) {
	return {
		subject: 'Nightly run: 3 changes were made',
		held: 0,
		failed: 0,
		dryRun: false,
		...more,
	};
}

describe('a run that somebody released', () => {
	const released = { release: { planId: PLAN, changes: 191 } };

	test('says how many changes were released', () => {
		expect(outcomeOf(report(released), [], 'Target')).toEqual({
			released: true,
			title: '191 changes released',
			text: 'The run wrote what was released to Target, together with everything else that had changed.',
		});
	});

	test('says what failed, what is still held, and which message was not sent', () => {
		const { text } = outcomeOf(report({ ...released, held: 1, failed: 2 }), [MAIL], 'Target');
		expect(text).toBe(
			'The run wrote what was released to Target, together with everything else that had changed. 2 changes failed; the report says why. 1 change is held now; the report shows it. “Mail the report” failed: Connection refused.',
		);
	});

	test('in a dry run, says that nothing was written', () => {
		expect(outcomeOf(report({ ...released, dryRun: true }), [], 'Target')).toEqual({
			released: true,
			title: '191 changes would be released',
			text: 'Dry Run is on in the node that applies the changes, so nothing was written to Target.',
		});
	});

	test.each([
		['changed', 'what is held has changed since then, or the number is mistyped'],
		['expired', 'it is more than a week old'],
		['nothingHeld', 'nothing is held now'],
		['notANumber', 'it is not a plan number such as 20261127-3f9a1c07b2d4'],
	])(
		'a number that released nothing (%s) is a result with its reason, not an error',
		(why, reason) => {
			const release = { planId: PLAN, changes: 0, why };
			expect(outcomeOf(report({ release, held: 7 }), [], 'Target')).toEqual({
				released: false,
				title: 'This plan number is no longer valid',
				text: `The plan number ${PLAN} released nothing: ${reason}. 7 changes are held now; the report shows them.`,
			});
		},
	);

	test('that ended early says so', () => {
		const { text } = outcomeOf(
			report({ ...released, endedEarly: 'The token was refused' }),
			[],
			'T',
		);
		expect(text).toContain(
			'The run ended early: The token was refused. Start the workflow again: it continues where it stopped.',
		);
	});
});

describe('a run of the schedule', () => {
	test('ends well with the subject of its report', () => {
		expect(outcomeOf(report(), [], 'Target')).toEqual({
			released: false,
			title: 'Nightly run: 3 changes were made',
			text: '',
		});
	});

	test('fails where a message was not sent, so that the error workflow starts', () => {
		expect(() => outcomeOf(report(), [MAIL], 'Target')).toThrow(
			'“Mail the report” failed: Connection refused.',
		);
	});

	test('fails where it ended early, and names the cause', () => {
		expect(() => outcomeOf(report({ endedEarly: 'The token was refused.' }), [], 'Target')).toThrow(
			'The run ended early: The token was refused. Start the workflow again: it continues where it stopped.',
		);
	});
});
