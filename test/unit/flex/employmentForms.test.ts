import { readEmploymentForms } from '../../../nodes/FlexHrm/reading/employmentForms';
import { askedFlex, refuse } from './askedFlex';

/** The names of the forms of employment: from the list, and one by one where the list lacks them. */

const COMPANY = { id: 'c1', query: { companyId: 'c1' }, label: 'Norrsken AB' };

async function read(ids: string[], answers: Record<string, () => Promise<unknown>>) {
	const { reader, notices, asked } = askedFlex(answers);
	const names = await readEmploymentForms(reader, COMPANY, new Set(ids), notices);
	return { names: names && Object.fromEntries(names), asked, notices: notices.all };
}

const LIST = [
	{ Id: 'T1', Name: 'Tillsvidare' },
	{ Id: 'T2', Description: 'Vikariat' },
	{ Id: 'T3', Name: ' ' },
	{ Name: 'Nameless' },
];

test('where no form is in use, nothing is asked for', async () => {
	expect(await read([], {})).toEqual({ names: {}, asked: [], notices: [] });
});

test('names come from the list; nothing else is asked for where it has all', async () => {
	const { names, asked } = await read(['t1', 't2'], { '/employmenttypes': async () => LIST });
	expect(names).toEqual({ t1: 'Tillsvidare', t2: 'Vikariat' });
	expect(asked).toEqual(['/employmenttypes c1']);
});

test('what the list lacks is asked for one by one', async () => {
	const { names, asked, notices } = await read(['t 4', 't3', 't1'], {
		'/employmenttypes': async () => LIST,
		'/employmenttypes/t3': async () => ({ Name: 'Provanställning' }),
		'/employmenttypes/t%204': async () => ({ Description: 'Säsong' }),
	});
	expect(names).toMatchObject({ t1: 'Tillsvidare', t3: 'Provanställning', 't 4': 'Säsong' });
	expect(asked.slice(1)).toEqual(['/employmenttypes/t%204 c1', '/employmenttypes/t3 c1']);
	expect(notices).toEqual([]);
});

test.each(['forbidden', 'notFound', 'refused', 'unknownForm'] as const)(
	'a list that ends in “%s” is replaced by single readings',
	async (code) => {
		const { names } = await read(['t1'], {
			'/employmenttypes': refuse(code),
			'/employmenttypes/t1': async () => ({ Name: 'Tillsvidare' }),
		});
		expect(names).toEqual({ t1: 'Tillsvidare' });
	},
);

test('a list that cannot be read for another reason ends the run', async () => {
	await expect(read(['t1'], { '/employmenttypes': refuse('unavailable') })).rejects.toMatchObject({
		code: 'unavailable',
	});
	const broken = new Error('broken');
	const failing = async () => await Promise.reject(broken);
	await expect(read(['t1'], { '/employmenttypes': failing })).rejects.toBe(broken);
});

test.each<[string, () => Promise<unknown>]>([
	['there is none', refuse('notFound', 404)],
	['it is closed', refuse('forbidden', 403)],
	['the address is only for writing', refuse('refused', 405)],
	['it has no name', async () => ({ Id: 't8' })],
	['it is a list', async () => [{ Name: 'x' }]],
])('a form in use without a name leaves EmploymentForm out: %s', async (_why, single) => {
	const { names, notices } = await read(['t9', 't8', 't1'], {
		'/employmenttypes': async () => LIST,
		'/employmenttypes/t8': single,
	});
	expect(names).toBeNull();
	expect(notices).toEqual([
		expect.stringMatching(
			/^Flex does not give the name of a form of employment in Norrsken AB \(t8\), so EmploymentForm is left out/,
		),
	]);
});

test('a single form that cannot be read for another reason ends the run', async () => {
	await expect(
		read(['t9'], {
			'/employmenttypes': async () => [],
			'/employmenttypes/t9': refuse('unavailable'),
		}),
	).rejects.toMatchObject({ code: 'unavailable' });
});
