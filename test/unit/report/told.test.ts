import { count, messageOf, text, textOrNull } from '../../../directory/report/itemValues';
import { mailBody, mailParagraph } from '../../../directory/report/mailBody';
import { outcomeOf } from '../../../directory/report/outcome';
import { overviewMail, overviewMarkdown, overviewOf } from '../../../directory/report/overview';
import { storedText } from '../../../directory/report/personChanges';
import {
	isFieldChange,
	kindOf,
	readGroup,
	readGuard,
	shownName,
} from '../../../directory/report/records';
import { refusal } from '../../support/refusal';

/** What is read of items that come from elsewhere, and what mails and forms say of them. */

test('a text is a text or a number, a count is a number that can be counted with', () => {
	expect(['a', '', 7, 0, true, null, undefined, {}, ['a']].map(text)).toEqual([
		...['a', '', '7', '0', '', '', '', '', ''],
	]);
	expect([7, 0, -1, NaN, Infinity, '7', null].map(count)).toEqual([7, 0, -1, 0, 0, 0, 0]);
	expect([textOrNull(''), textOrNull('a'), textOrNull(null)]).toEqual([null, 'a', null]);
});

test('an error is a text or has a message', () => {
	expect([messageOf('No.'), messageOf({ message: 'No.' }), messageOf({}), messageOf(null)]).toEqual(
		[...['No.', 'No.', null, null]],
	);
});

test('a guard has its figures; its field, week and what is emptied only where they are there', () => {
	const figures = { name: 'moves', limit: 5, actual: 7, of: 50 };
	expect(readGuard({ ...figures, more: 1 })).toEqual(figures);
	expect(readGuard({ name: 'x' })).toEqual({ name: 'x', limit: 0, actual: 0, of: 0 });
	const more = { kind: 'group', field: 'name', week: { actual: 9, limit: 10 }, emptied: 'all' };
	expect(readGuard({ ...figures, ...more })).toEqual({ ...figures, ...more });
	expect(readGuard({ ...figures, field: 7, week: 'x', emptied: 1 })).toEqual(figures);
	expect([readGuard(null), readGuard('moves'), readGuard([])]).toEqual([null, null, null]);
});

test('a user or a group is told by its kind, else by what only one of them has', () => {
	const kinds = [
		{ kind: 'user', parentExternalId: 'g' },
		{ kind: 'group', username: 'a' },
		{ username: 'a' },
		{ firstName: 'A' },
		{ lastName: 'A' },
		{ name: 'HR' },
		{ username: 'a', parentExternalId: null },
		{ kind: 'other', username: 'a' },
	].map(kindOf);
	expect(kinds).toEqual(['user', 'group', 'user', 'user', 'user', 'group', 'group', 'user']);
});

test('a name is the own one, or first and last name; protected identity shows none', () => {
	expect(shownName({ name: 'HR', firstName: 'Anna' })).toBe('HR');
	expect(shownName({ firstName: 'Anna', lastName: 'Ek' })).toBe('Anna Ek');
	expect(shownName({ lastName: 'Ek' })).toBe('Ek');
	expect(shownName({})).toBe('');
	const hidden = { name: 'Anna', protectedIdentity: true };
	expect(shownName({ ...hidden, externalId: 'e1' })).toBe('Person e1 (protected identity)');
	expect(shownName(hidden)).toBe('A person with protected identity');
});

test('a group is read with its place; what is missing is empty', () => {
	expect(
		readGroup({ externalId: 7, name: 'HR', path: ['A', 7], level: 2, memberCount: 3 }),
	).toEqual({
		...{ externalId: '7', name: 'HR', path: ['A', '7'], level: 2, memberCount: 3 },
		...{ parentExternalId: null, managerExternalId: null },
	});
	expect(isFieldChange({ field: 'x' })).toBe(true);
	expect([isFieldChange({}), isFieldChange(null), isFieldChange({ field: 1 })]).toEqual([
		...[false, false, false],
	]);
});

test('a stored value is shown in the language of the reader, where it is one of our words', () => {
	expect(storedText('gender', 'female', 'sv')).toBe('kvinna');
	expect(storedText('gender', 'x', 'sv')).toBe('x');
	expect(storedText('excludeFromSurveys', 'yes', 'sv')).toBe('ja');
	expect(storedText('excludeFromSurveys', 'no', 'sv')).toBe('nej');
	expect(storedText('excludeFromSurveys', 'yes', 'en')).toBe('yes');
	expect(storedText('excludeFromSurveys', 'maybe', 'sv')).toBe('maybe');
	// A title may be called so.
	expect(storedText('title', 'yes', 'sv')).toBe('yes');
});

test('a mail is in its language, and a paragraph without text is none', () => {
	expect(mailBody('sv', ['a', 'b'])).toMatch(/^<div lang="sv" style="[^"]+">ab<\/div>$/);
	expect(mailParagraph('')).toBe('');
	expect(mailParagraph('A & B', 'x:1')).toBe('<p style="margin:0 0 12px;x:1">A &amp; B</p>');
});

describe('the table of many customers', () => {
	const overview = overviewOf(
		[
			{ status: 'failed', headline: '1 change failed', failed: 1234, updated: 2 },
			{ status: 'ok', subject: 'Only a subject', created: 3 },
			{ status: 'attention', headline: 'Held', held: 4, releaseUrl: 'javascript:alert(1)' },
		],
		['Beta_AB', 'Alfa'],
		{ language: 'en', title: 'All', date: '2026-11-28' },
	);

	test('has a row for each, also for one whose name is missing; a link only to the web', () => {
		expect(
			overview.rows.map((row) => [row.customer, row.weight, row.headline, row.releaseUrl]),
		).toEqual([
			['Beta_AB', 'failed', '1 change failed', null],
			['', 'held', 'Held', null],
			['Alfa', 'ok', 'Only a subject', null],
		]);
	});

	test('as a mail has what was made, what failed and what is held, in this order', () => {
		const mail = overviewMail(overview).replace(/ style="[^"]*"/g, '');
		expect(mail).toContain('<p>All · 2026-11-28</p>');
		expect([...mail.matchAll(/<th scope="col">(.*?)<\/th>/g)]).toHaveLength(5);
		const rows = [...mail.matchAll(/<tr><th scope="row">(.*?)<\/tr>/g)].map(([, row]) =>
			[...row!.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell).slice(1),
		);
		expect(rows).toEqual([
			['2', '1,234', '0'],
			['0', '0', '4'],
			['3', '0', '0'],
		]);
		expect(mail).not.toContain('<a ');
	});

	test('numbers are to the right, words to the left', () => {
		const heads = [...overviewMail(overview).matchAll(/<th scope="col" style="([^"]*)"/g)];
		expect(heads.map(([, style]) => /text-align:(\w+)/.exec(style!)?.[1])).toEqual([
			...['left', 'left', 'right', 'right', 'right'],
		]);
	});

	test('for a chat has a line for each, with long headlines cut', () => {
		const [row] = overview.rows;
		const long = { ...overview, rows: [{ ...row!, headline: 'x'.repeat(301) }, row!] };
		const [title, list] = overviewMarkdown(long).split('\n\n');
		expect(title).toBe('**All** · 2026-11-28');
		const [cut, whole, ...more] = list!.split('\n');
		expect(cut).toMatch(/^- \*\*Beta\\_AB\*\* · .+: x{299}…$/);
		expect(whole).toMatch(/^- \*\*Beta\\_AB\*\* · .+: 1 change failed$/);
		expect(more).toEqual([]);
	});
});

describe('the end of an undo, for the person who started it', () => {
	const undo = { undo: { changes: 3 }, subject: 'Undo: done', planId: 'p-2' };
	const end = (report: object, unsent: Array<{ node: string; error: string }> = []) =>
		outcomeOf({ ...undo, ...report }, unsent, 'Winningtemp');

	test('has the subject of its report, and nothing more where all went well', () => {
		expect(end({})).toEqual({ released: false, title: 'Undo: done', text: '' });
	});

	test('says what a guard holds, and how to let it through', () => {
		expect(end({ held: 1 }).text).toBe(
			'A guard holds 1 change. To let them through, upload the same file again with the plan number p-2.',
		);
		expect(end({ held: 2 }).text).toMatch(/^A guard holds 2 changes\. /);
	});

	test('in a dry run says that nothing was written', () => {
		expect(end({ dryRun: true, held: 2 }).text).toMatch(
			/^Dry Run is on in the node that applies the undo, so nothing was written to Winningtemp\. A guard holds 2 changes\./,
		);
	});

	test('of a plan number says whether it released anything', () => {
		expect(end({ release: { planId: 'p-1', changes: 2 } })).toEqual({
			...{ released: true, title: 'Undo: done', text: '' },
		});
		const refused = end({ release: { planId: 'p-1', changes: 0, why: 'changed' } });
		expect(refused.released).toBe(false);
		expect(refused.text).toMatch(/^The plan number p-1 released nothing: .+\.$/);
	});

	test('names a message that was not sent; an undo that ended early is an error', () => {
		expect(end({}, [{ node: 'Mail', error: 'no server' }]).text).toBe('“Mail” failed: no server.');
		const early = refusal(() => end({ endedEarly: 'No answer' }));
		expect(early.message).toBe(
			'The run ended early: No answer. Start the workflow again: it continues where it stopped.',
		);
		expect(early.advice).toBe('The report says what was done and what was not.');
		expect(early.code).toBe('stopped');
	});
});
