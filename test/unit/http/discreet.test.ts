import { discreet, formsOf, withoutSecrets } from '../../../http/discreet';

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

describe('a secret that the server repeats in another form', () => {
	const SECRET = 'Lösen & "ord" <7c>\\/\'2';
	const BEARER = 'Nyckel-9f3b77aa41+/=';

	/** Each as a server would write it, by hand. */
	test.each([
		['as it is', SECRET, 'Lösen & "ord" <7c>\\/\'2'],
		['in upper case', SECRET, 'LÖSEN & "ORD" <7C>\\/\'2'],
		['in lower case', BEARER, 'nyckel-9f3b77aa41+/='],
		['in JSON', SECRET, 'Lösen & \\"ord\\" <7c>\\\\/\'2'],
		['in JSON with escaped slashes', SECRET, 'Lösen & \\"ord\\" <7c>\\\\\\/\'2'],
		['in ASCII JSON', SECRET, 'L\\u00f6sen & \\"ord\\" <7c>\\\\/\'2'],
		['in ASCII JSON with large digits', SECRET, 'L\\u00F6sen & \\"ord\\" <7c>\\\\/\'2'],
		['in HTML', SECRET, 'Lösen &amp; &quot;ord&quot; &lt;7c&gt;\\/&#39;2'],
		['in HTML of .NET', SECRET, 'Lösen &amp; &quot;ord&quot; &lt;7c&gt;\\/&#x27;2'],
		['in HTML of Python', SECRET, 'Lösen &amp; &#34;ord&#34; &lt;7c&gt;\\/&#39;2'],
		['in HTML of ASP', SECRET, 'L&#246;sen &amp; &quot;ord&quot; &lt;7c&gt;\\/&#39;2'],
		['in HTML text', SECRET, 'Lösen &amp; "ord" &lt;7c&gt;\\/\'2'],
		['in an address', SECRET, 'L%C3%B6sen%20%26%20%22ord%22%20%3C7c%3E%5C%2F%272'],
		['in an address, small', SECRET, 'l%c3%b6sen%20%26%20%22ord%22%20%3c7c%3e%5c%2f%272'],
		['in an address, sparing', SECRET, "L%C3%B6sen%20%26%20%22ord%22%20%3C7c%3E%5C%2F'2"],
		['in a form', SECRET, 'L%C3%B6sen+%26+%22ord%22+%3C7c%3E%5C%2F%272'],
		['in base64', BEARER, 'Tnlja2VsLTlmM2I3N2FhNDErLz0='],
		['in base64, behind “x:”', BEARER, 'eDpOeWNrZWwtOWYzYjc3YWE0MSsvPQ=='],
		['in base64, behind “Bearer ”', BEARER, 'QmVhcmVyIE55Y2tlbC05ZjNiNzdhYTQxKy89'],
		['in base64 before “:x”', BEARER, 'Tnlja2VsLTlmM2I3N2FhNDErLz06eA=='],
	])('%s: nothing of it stays', (_how, secret, echoed) => {
		const said = discreet(`Fel: (${echoed}) gäller inte. (${echoed})`, [secret]);
		expect(said).toMatch(/^Fel: \(\w{0,10}….{0,6}\) gäller inte\. \(\w{0,10}….{0,6}\)$/);
		for (const part of [
			'9f3b77',
			'ord',
			'ORD',
			'TnljA2V',
			'Ja2VsLTlm',
			'NrZWwtOWYz',
			'lja2VsLTlm',
		]) {
			expect(said).not.toContain(part);
		}
	});

	test('of two secrets, one within the other, nothing of the longer one stays', () => {
		expect(discreet('user:hemlig-1 hemlig-1', ['hemlig-1', 'user:hemlig-1'])).toBe('… …');
	});

	test('short secrets are left alone, since they are part of any text', () => {
		expect(discreet('Fel i abc', ['abc', ''])).toBe('Fel i abc');
	});

	test('half a character in a secret, and letters that grow in lower case, end in no error', () => {
		expect(discreet('İ hemlig\uD800 och HEMLIG\uD800', ['hemlig\uD800'])).not.toMatch(/hemlig/i);
	});
});

describe('a long answer', () => {
	test('is looked through for a token without being copied for each form', () => {
		const forms = formsOf(['nyckel-9f3b77aa41'], 16);
		const text = 'x'.repeat(1_000_000);
		expect(withoutSecrets(text, forms)).toBe(text);
		expect(withoutSecrets(`${text}NYCKEL-9F3B77AA41${text}`, forms)).toBe(`${text}…${text}`);
	});

	test('may have a short token in its values', () => {
		expect(formsOf(['x'.repeat(15)], 16)).toEqual([]);
		expect(formsOf(['x'.repeat(16)], 16)[0]).toHaveLength(21);
	});
});

test.each([
	['850101+123X', '…'],
	['8501011234', '…'],
	['19850101-1234', '…'],
	['070-123 99 88', '…'],
	['+46 70 123 45 67', '…'],
	['a8501011234', 'a8501011234'],
	['8501011234-5-x', '8501011234-5-x'],
	['a@b', '…'],
	['@b', '@b'],
	['a@', 'a@'],
	['a\t\u0007\n  b', 'a b'],
	['  a  ', 'a'],
	['x'.repeat(2000), 'x'.repeat(2000)],
	[`${'x'.repeat(1999)} y`, 'x'.repeat(1999)],
	[` ${'x'.repeat(2000)}`, 'x'.repeat(1999)],
])('%.20s is shown as %.20s', (text, shown) => {
	expect(discreet(text)).toBe(shown);
});

test('a secret of four characters is a secret', () => {
	expect(discreet('x hemm y', ['hemm'])).toBe('x … y');
});

test('all quotes of a secret, in any of the ways in which HTML writes them', () => {
	const secret = `a"b'c"d'e`;
	for (const quote of ['"', '&quot;', '&#34;', '&#x22;']) {
		for (const apostrophe of ["'", '&#39;', '&#x27;', '&apos;']) {
			const said = secret.replaceAll('"', quote).replaceAll("'", apostrophe);
			expect(discreet(`Fel: ${said}!`, [secret])).toBe('Fel: …!');
		}
	}
});
