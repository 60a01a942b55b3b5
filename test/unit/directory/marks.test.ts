import {
	nobodyOnPartialList,
	partialReasons,
	unreadCompanies,
	wholeCompanies,
} from '../../../directory/model/partialList';

const FAILED = {
	code: 'companyNotRead',
	message: 'Flex refuses it',
	company: 'c2',
	companiesRead: ['c1'],
};

test('a reason comes with the company and the companies that were read, odd values aside', () => {
	expect(partialReasons([{ partialList: [FAILED] }])).toEqual([FAILED]);
	const odd = { code: 7, message: 'm', company: 7, companiesRead: [1, 'c'] };
	expect(partialReasons([{ partialList: [odd, 'text'] }])).toEqual([
		{ code: '', message: 'm', companiesRead: ['1', 'c'] },
	]);
	expect(partialReasons([{ partialList: [{ ...FAILED, companiesRead: 'c1' }] }])).toEqual([
		{ code: 'companyNotRead', message: 'Flex refuses it', company: 'c2' },
	]);
});

test('what is no item says nothing', () => {
	expect(partialReasons(['partialList', 7, undefined])).toBeUndefined();
});

test('the item that is nobody is skipped, so that nobody takes it for a person', () => {
	expect(nobodyOnPartialList([FAILED])).toEqual({ skipped: true, partialList: [FAILED] });
});

test('a company that could not be read is an issue about it, with what to do', () => {
	expect(unreadCompanies([FAILED])).toEqual([
		{
			severity: 'error',
			code: 'companyNotRead',
			subject: { kind: 'group', externalId: null, name: 'c2' },
			message:
				'The company c2 could not be read: Flex refuses it. Its people stay as they are. Correct that in HR, or remove the company from Company IDs.',
			details: { company: 'c2' },
		},
	]);
});

test('a reason other than a company leaves none whole, even where it names some', () => {
	expect(wholeCompanies([{ ...FAILED, code: 'limit' }])).toEqual(new Set());
	expect(wholeCompanies([{ code: 'companyNotRead', message: 'm' }])).toEqual(new Set());
});
