import { GUARD_BASES, GUARD_NAMES, GUARD_ROWS } from '../../directory/plan';
import { readText } from '../support/files';

test('the page about guards has every guard, with its limits as they are', () => {
	const rows = readText('docs/guards.md')
		.split('\n')
		.filter((line) => /^\| .*%/.test(line))
		.map((line) => line.split('|').map((cell) => cell.trim()));
	expect(rows.map(([, ...cells]) => cells.slice(0, -1))).toEqual(
		GUARD_NAMES.map((name) => {
			const { name: title, counted, limit, of } = GUARD_ROWS[name];
			const most = `${limit.count}, or ${limit.share} %`;
			return [title, `${counted.many} ${counted.what}`, most, GUARD_BASES[of]];
		}),
	);
});
