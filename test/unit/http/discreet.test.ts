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

test('of a long text the start is looked at, without half a word at its end', () => {
	const told = discreet(`${'word '.repeat(399)}anna.andersson@bolaget.example ${'x'.repeat(1e6)}`);
	expect(told).toBe('word '.repeat(399).trim());
	expect(discreet('x'.repeat(100_000))).toBe('x'.repeat(2000));
});

test('a secret is found wherever the text is clipped', () => {
	expect(discreet(`${'å '.repeat(996)}losenord-ett två`, ['losenord-ett'])).not.toContain('losen');
});

test('of a word with an address in it nothing stays', () => {
	expect(discreet('Fel: <a@b@c.example>, (anna@bolaget.example), a @ b')).toBe('Fel: … … a @ b');
});
