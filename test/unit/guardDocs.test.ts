import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import type { GuardName } from '../../directory/plan';
import { GUARD_BASES, GUARD_NAMES, GUARD_ROWS } from '../../directory/plan';
import { largestOfWeek } from '../../directory/plan/guardTable';
import { guardsParameters } from '../../nodes/guards';
import { readText } from '../support/files';

test('the page about guards has every guard, with its limits as they are', () => {
	const rows = readText('docs/guards.md')
		.split('\n')
		.filter((line) => /^\| .*\d, or \d+ %/.test(line))
		.map((line) => line.split('|').map((cell) => cell.trim()));
	expect(rows.map(([, ...cells]) => cells.slice(0, -1))).toEqual(
		GUARD_NAMES.map((name) => {
			const { name: title, counted, limit, of } = GUARD_ROWS[name];
			const most = `${limit.count}, or ${limit.share} %`;
			return [title, `${counted.many} ${counted.what}`, most, ofWeek(name), GUARD_BASES[of]];
		}),
	);
});

/** What a guard lets through in a week of few people, and of a thousand. */
function ofWeek(name: GuardName): string {
	const { limit, holdsAll } = GUARD_ROWS[name];
	if (holdsAll) return '–';
	return `${largestOfWeek(limit, 0)}, or ${largestOfWeek(limit, 1000) / 10} %`;
}

test('the parameters of a guard start with the limits that the page names, and the panel shows them unopened', () => {
	const page = readText('docs/guards.md');
	const [notice, guards] = guardsParameters() as [INodeProperties, INodeProperties];
	for (const { displayName, options } of guards.options as INodeProperties[]) {
		const values = (options?.[0] as INodePropertyCollection | undefined)?.values;
		if (!values) continue;
		const [count, share, weekCount, weekShare] = values.map((value) => String(value.default));
		const row = page.split('\n').find((line) => line.startsWith(`| ${displayName} `));
		const [, , , night, week] = row!.split('|').map((cell) => cell.trim());
		expect(night).toBe(`${count}, or ${share} %`);
		expect(notice.displayName).toContain(`${displayName} ${count} or ${share} %`);
		expect(week).toBe(weekCount === undefined ? '–' : `${weekCount}, or ${weekShare} %`);
	}
	expect.assertions(3 * GUARD_NAMES.length);
});
