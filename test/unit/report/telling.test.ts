import { escapeHtml, escapeMarkdown } from '../../../directory/report/escape';
import type { ReportInput } from '../../../directory/report/input';
import { renderMarkdown } from '../../../directory/report/markdown';
import { summarise } from '../../../directory/report/summarise';

const FRAME = {
	title: 'Sync',
	systems: { target: 'Winningtemp' },
	createdAt: new Date('2026-02-03T00:04:00Z'),
	timeZone: 'UTC',
};

function report(input: Partial<ReportInput>) {
	return summarise({ ...FRAME, ...input });
}

function change(more: object = {}) {
	return {
		kind: 'user',
		action: 'update',
		externalId: 'e1',
		name: 'Åsa Ek',
		changes: [],
		status: 'applied',
		...more,
	};
}

const GUARD = { name: 'removals', limit: 5, actual: 7, of: 50 };

describe('without names', () => {
	const told = (item: object) => report({ changes: [item], includeNames: false }).sections[0]!.rows;

	test('an error is not told, since it may name people; that there is one is', () => {
		const failed = change({ status: 'failed', error: 'Åsa Ek was refused.' });
		expect(told(failed)).toMatchObject([
			{
				name: 'Person',
				externalId: null,
				error:
					'See the execution in n8n for the reason: it may name people, so it is not shown here.',
			},
		]);
		expect(told(change())).toMatchObject([{ error: null, reason: '' }]);
	});

	test('people have neither name nor External ID, groups have theirs', () => {
		expect(told(change({ externalId: null }))[0]!.name).toBe('Person');
		expect(told(change({ kind: 'group', name: 'Lön' }))[0]!.name).toBe('Lön');
		expect(told(change({ kind: 'group', name: '', externalId: null }))[0]!.name).toBe(
			'group without External ID',
		);
	});

	test('the values of a person are not shown; the group of the person and the values of groups are', () => {
		const fields = [
			{ field: 'birthday', from: '1990-01-02', to: '1990-01-03' },
			{ field: 'active', from: true, to: false },
			{ field: 'managerExternalId', from: null, to: 'e9' },
		];
		expect(told(change({ changes: fields }))[0]!.fields).toEqual([
			{ label: 'Birthday' },
			{ label: 'Active', from: 'yes', to: 'no' },
			{ label: 'Manager' },
		]);
		const ofGroup = [
			{ field: 'name', from: 'A', to: 'B' },
			{ field: 'managerExternalId', from: 'e1', to: 'e9' },
		];
		expect(told(change({ kind: 'group', changes: ofGroup }))[0]!.fields).toEqual([
			{ label: 'Name', from: 'A', to: 'B' },
			{ label: 'Manager' },
		]);
	});

	test('further values have no name, and a partial list no reasons', () => {
		const attribute = { field: 'attributes.lön', from: '1', to: '2' };
		const guard = {
			name: 'fieldChanges',
			kind: 'user',
			field: 'attributes.lön',
			limit: 1,
			actual: 2,
			of: 3,
		};
		const input = {
			changes: [change({ changes: [attribute] })],
			held: [change({ changes: [attribute], guard })],
			summary: [
				{
					users: {},
					groups: {},
					guards: [{ ...guard, held: true }],
					partial: true,
					partialReasons: ['Åkeriet AB'],
				},
			],
		};
		const SECRETS = /lön|Åkeriet/g;
		expect(new Set(JSON.stringify(report(input)).match(SECRETS))).toEqual(
			new Set(['lön', 'Åkeriet']),
		);
		const without = report({ ...input, includeNames: false });
		expect(JSON.stringify(without).match(SECRETS)).toBeNull();
		expect(without.remarks.join(' ')).toContain('Only some people were read');
	});
});

describe('values', () => {
	test('what is not there, and what is empty, are empty alike', () => {
		const fields = [{ field: 'email', to: '' }];
		expect(report({ changes: [change({ changes: fields })] }).sections[0]!.rows[0]!.fields).toEqual(
			[{ label: 'E-mail', from: null, to: null }],
		);
	});

	test('people and groups are named by the first that has a name; a group by its path', () => {
		const fields = [
			{ field: 'managerExternalId', from: 'm1', to: 'm2' },
			{ field: 'groupExternalId', from: 'g1', to: 'g2' },
		];
		const { sections } = report({
			changes: [
				change({ changes: fields }),
				change({ externalId: 'm1', name: '' }),
				change({ externalId: 'm1', name: 'Bo Berg' }),
				change({ externalId: 'm1', name: 'Another' }),
				change({ externalId: null, name: 'Nobody' }),
			],
			issues: [
				{
					severity: 'error',
					code: 'x',
					message: 'm',
					subject: { kind: 'group', externalId: 'g2', name: 'Löner' },
				},
			],
			groups: [{ externalId: 'g1', name: 'Lön', path: [] }],
		});
		const row = sections[0]!.rows.find(({ externalId }) => externalId === 'e1')!;
		expect(row.fields).toEqual([
			{ label: 'Manager', from: 'Bo Berg', to: 'm2' },
			{ label: 'Group', from: 'Lön', to: 'Löner' },
		]);
	});
});

describe('order and titles', () => {
	test('rows of one name are in the order of the External IDs; those of one person are one row, in the order of the changes', () => {
		const changes = [
			change({ externalId: 'b', order: 1 }),
			change({ externalId: 'a', order: 3, reason: 'third' }),
			change({ externalId: null, order: 9 }),
			change({ externalId: 'a', order: 2, reason: 'second' }),
		];
		for (const list of [changes, [...changes].reverse()]) {
			const [{ rows } = { rows: [] }] = report({ changes: list }).sections;
			expect(rows.map(({ externalId, reason }) => [externalId, reason])).toEqual([
				[null, ''],
				['a', 'second third'],
				['b', ''],
			]);
		}
	});

	test('issues without a code have the name of their kind, each kind separately', () => {
		const issue = (severity: string, externalId: string | null, message: string) => ({
			severity,
			message,
			subject: { kind: 'user', externalId, name: 'Åsa Ek' },
		});
		const issues = [
			issue('warning', 'e2', 'b'),
			issue('warning', 'e2', 'a'),
			issue('warning', null, 'z'),
			issue('error', 'e1', 'c'),
		];
		const sections = report({ issues }).issues;
		expect(sections.map(({ title }) => title)).toEqual(['Error', 'Warning']);
		expect(sections[1]!.rows.map(({ message }) => message)).toEqual(['z', 'a', 'b']);
	});

	test('only groups that were removed are listed as removed', () => {
		const gone = change({ kind: 'group', action: 'delete', externalId: 'g', name: 'Lön' });
		const names = (changes: object[]) => report({ changes }).removedGroups.map(({ name }) => name);
		expect(
			names([
				gone,
				{ ...gone, externalId: 'h', name: 'Kvar', status: 'failed' },
				change({ action: 'delete' }),
				change({ kind: 'group', name: 'Annan' }),
			]),
		).toEqual(['Lön']);
	});

	test('a change that is held without a guard has the title Held', () => {
		expect(report({ held: [change()] }).held).toMatchObject([{ guard: null, title: 'Held' }]);
	});

	test('an address of the form may be of either kind, and nothing may stand before it', () => {
		expect(report({ releaseUrl: 'HTTP://n8n.local/form' }).releaseUrl).toBe(
			'HTTP://n8n.local/form',
		);
		expect(report({ releaseUrl: 'javascript:https://x' }).releaseUrl).toBeNull();
		expect(report({}).releaseUrl).toBeNull();
		expect(report({ timeZone: '' }).timeZone).toBe('UTC');
	});
});

describe('Markdown', () => {
	test('issues say of whom and what, without a message by their kind', () => {
		const issues = [
			{
				severity: 'error',
				code: 'missingUsername',
				message: 'Add one.',
				subject: { kind: 'user', externalId: 'e1', name: 'Åsa Ek' },
			},
			{
				severity: 'warning',
				code: 'noLevel',
				message: 'Look.',
				subject: { kind: 'user', externalId: 'e2', name: 'e2' },
			},
		];
		const lines = (input: Partial<ReportInput>) => renderMarkdown(report(input)).split('\n');
		expect(lines({ issues }).slice(-3)).toEqual([
			'**To look at (2 issues)**',
			'- **Error** · Åsa Ek (e1): Add one.',
			'- Warning · e2: Look.',
		]);
		expect(lines({ issues, includeNames: false }).slice(-2)).toEqual([
			'- **Error** · Person: Missing username',
			'- Warning · Person: No level',
		]);
	});

	test('what failed says why, or at least to whom', () => {
		const failed = (more: object) =>
			renderMarkdown(report({ changes: [change({ status: 'failed', ...more })] }))
				.split('\n')
				.at(-1);
		expect(failed({ error: 'Refused.', reason: 'R.' })).toBe(
			'- Åsa Ek (e1) · Update person: Refused.',
		);
		expect(failed({ reason: 'R.' })).toBe('- Åsa Ek (e1) · Update person: R.');
		expect(failed({ externalId: null })).toBe('- Åsa Ek · Update person');
	});

	test('a list that just fits does not say that it continues', () => {
		const changes = [1, 2].map((n) => change({ externalId: `e${n}`, status: 'failed' }));
		expect(renderMarkdown(report({ changes }), 2)).not.toContain('more in the full report');
		expect(renderMarkdown(report({ changes }), 1)).toContain('- … and 1 more in the full report');
	});

	test('each status has a sign, and remarks are parted by a blank', () => {
		const summary = [{ users: {}, groups: {}, partial: true }];
		expect(renderMarkdown(report({ changes: [change()], summary })).split('\n')[2]).toBe(
			'1 change was made. Only some people were read: everyone else stays as they are, and no group was renamed, moved or deleted.',
		);
		const error = { severity: 'error', code: 'x', message: 'm' };
		const [head, ...blocks] = renderMarkdown(report({ issues: [error] })).split('\n\n');
		expect(head).toBe('**Sync** · 2026-02-03 00:04\n⚠️ **1 error in the data to look at**');
		expect(blocks).toHaveLength(1);
	});

	test('what is held without a plan number stays held, and by which guard only where there is one', () => {
		const text = renderMarkdown(
			report({ held: [change({ reason: 'R.' })], releaseUrl: 'https://n8n.local/<form>' }),
		);
		expect(text.split('\n\n').slice(-2)).toEqual([
			'**Held for your decision (1)**\nThey stay held until the guards let them through.',
			'**Held**\n- Åsa Ek (e1) · Update person: R.',
		]);
		const planned = renderMarkdown(
			report({
				held: [change({ guard: GUARD })],
				releaseUrl: 'https://n8n.local/<form>',
				summary: [{ users: {}, groups: {}, planId: 'p `1`' }],
			}),
		);
		expect(planned).toContain(
			'(https://n8n.local/%3Cform%3E?plan=p%20%601%60) and enter the plan number `p1`.',
		);
	});

	test('signs that nobody types are shown as what they are', () => {
		expect(escapeMarkdown(' a\n\n b & c\u0007 ')).toBe('a b &amp; c\uFFFD');
		expect(escapeHtml('a\u0007b\n')).toBe('a\uFFFDb\n');
		expect(escapeMarkdown('@all http://x')).toBe('@\u200Ball http:\u200B//x');
	});
});

describe('marks of the tree', () => {
	const group = (
		externalId: string,
		name = externalId,
		parentExternalId: string | null = null,
	) => ({
		externalId,
		name,
		parentExternalId,
		path: [name],
		memberCount: 1,
	});
	const marks = (changes: object[], groups = [group('g', 'Lön'), group('h', 'HR')]) =>
		report({ changes, groups }).tree.map((row) => row.marks.map(({ text }) => text));
	const of = (more: object) => change({ kind: 'group', externalId: 'g', name: 'Lön', ...more });

	test.each([
		[{ field: 'parentExternalId', from: null, to: 'h' }, 'moved from the top', 'move to HR'],
		[{ field: 'parentExternalId', from: 'h', to: null }, 'moved from HR', 'move to the top'],
		[{ field: 'managerExternalId', from: 'a', to: 'b' }, 'other manager', 'other manager'],
		[{ field: 'name', from: null, to: null }, 'renamed from ', 'rename to '],
	])('%j', (field, done, toDo) => {
		expect(marks([of({ changes: [field] })])[1]).toEqual([done]);
		expect(marks([of({ changes: [field], status: undefined })])[1]).toEqual([toDo]);
	});

	test('an update of nothing that is shown is still one, and what is no change is none', () => {
		expect(marks([of({})])[1]).toEqual(['update']);
		expect(marks([of({ changes: [{ field: 'externalId', from: null, to: 'g' }] })])[1]).toEqual([]);
		expect(marks([of({ action: 'unchanged' })])[1]).toEqual([]);
		expect(marks([of({ action: 'delete' })])[1]).toEqual([]);
		expect(marks([of({ externalId: null })])[1]).toEqual([]);
		expect(marks([of({ kind: 'user' })])[1]).toEqual([]);
	});

	test('without its External ID a group is found by its new name, or by the one that it keeps', () => {
		const kept = (more: object) => marks([of({ externalId: 'kept', ...more })])[1];
		expect(kept({ name: 'Old', changes: [{ field: 'name', from: 'Old', to: 'LÖN' }] })).toEqual([
			'renamed from Old',
		]);
		expect(kept({ changes: [{ field: 'managerExternalId', from: 'a', to: 'b' }] })).toEqual([
			'other manager',
		]);
		expect(kept({ name: 'Elsewhere' })).toEqual([]);
	});

	test('only people move, only by their group, and out of what is known', () => {
		const { tree } = report({
			groups: [group('g'), group('h')],
			changes: [
				change({ changes: [{ field: 'groupExternalId', from: 'g', to: 'gone' }] }),
				change({ externalId: 'e2', changes: [{ field: 'groupExternalId', from: null, to: 'h' }] }),
				change({ externalId: 'e3', changes: [{ field: 'managerExternalId', from: 'g', to: 'h' }] }),
				change({
					kind: 'group',
					externalId: 'h',
					changes: [{ field: 'groupExternalId', from: 'g', to: 'h' }],
				}),
			],
		});
		expect(tree.map(({ externalId, joined, left }) => [externalId, joined, left])).toEqual([
			['g', 0, 1],
			['h', 1, 0],
		]);
	});

	test('siblings of one name stand by External ID, circles by their first name', () => {
		const twins = [group('b', 'Lön'), group('a', 'Lön')];
		const ids = (groups: object[]) => report({ groups }).tree.map(({ externalId }) => externalId);
		expect(ids(twins)).toEqual(['a', 'b']);
		expect(ids([...twins].reverse())).toEqual(['a', 'b']);
		const circle = [group('y', 'Y', 'x'), group('x', 'X', 'y')];
		expect(ids(circle)).toEqual(['x', 'y']);
		expect(ids([...circle].reverse())).toEqual(['x', 'y']);
	});
});
