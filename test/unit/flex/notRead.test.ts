import { UserError } from '../../../directory/model/userError';
import type { Company } from '../../../nodes/FlexHrm/reading/company';
import { NotRead, OF_THE_WHOLE } from '../../../nodes/FlexHrm/reading/notRead';

/** Companies that could not be read while the others were. */

const company = (label: string, id: string | null = `id-${label}`): Company => ({
	id,
	label,
	query: {},
});
const [A, B, C] = [company('A'), company('B'), company('C')];
const DOWN = new UserError('Flex cannot answer at the moment', '', 'unavailable');

test('a company that failed is not among those that were read whole, by which removals go on', () => {
	const notRead = new NotRead(true);
	notRead.add(C, new UserError('Flex refuses access to C', '', 'forbidden'));
	notRead.add(A, DOWN);
	expect(notRead.reasons([A, B, C])).toEqual([
		{
			code: 'companyNotRead',
			message: 'Flex cannot answer at the moment',
			company: 'A',
			companiesRead: ['id-B'],
		},
		{
			code: 'companyNotRead',
			message: 'Flex refuses access to C',
			company: 'C',
			companiesRead: ['id-B'],
		},
	]);
});

test('a company whose ID is not known cannot be named as read', () => {
	const notRead = new NotRead(true);
	notRead.add(A, DOWN);
	expect(notRead.reasons([A, company('number 7', null)])).toMatchObject([{ companiesRead: [] }]);
});

test('where nothing failed, the list is whole', () => {
	expect(new NotRead(true).reasons([A, B])).toEqual([]);
	expect(() => new NotRead(true).giveUp()).not.toThrow();
});

test('a run that does not go on ends with the first failure', () => {
	expect(() => new NotRead(false).add(A, DOWN)).toThrow(DOWN);
});

test.each([...OF_THE_WHOLE])('“%s” is no matter of one company, and ends the run', (code) => {
	const error = new UserError('x', '', code);
	expect(() => new NotRead(true).add(A, error)).toThrow(error);
});

test('what is no error of Flex ends the run', () => {
	const error = new TypeError('x');
	expect(() => new NotRead(true).add(A, error)).toThrow(error);
});

test('where no company is left, the first failure by name is the error', () => {
	const notRead = new NotRead(true);
	notRead.add(B, new UserError('B failed', '', 'forbidden'));
	notRead.add(A, DOWN);
	expect(() => notRead.giveUp()).toThrow(DOWN);
});
