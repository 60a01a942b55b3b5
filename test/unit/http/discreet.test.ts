import { discreet } from '../../../http/discreet';

test('secrets, addresses, national numbers, accounts and telephone numbers are taken out', () => {
	const said =
		'Fel för anna@bolaget.example, 19850101-1234, 850101+123X, 8888-7777666, 070-123 99 88, född 1985-01-01, lösen ord-1\nslut';
	const told = discreet(said, ['ord-1', 'abc']);
	expect(told).toBe('Fel för … …, …, …, …, född …, lösen … slut');
});

test('what helps stays: short numbers, names of fields, ids', () => {
	const said =
		'There is no manager 12345678-1234-4123-8123-123456789abc; userName is in use; 400 of 1,000; page 12';
	expect(discreet(said)).toBe(said);
});
