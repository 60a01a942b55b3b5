import { DEFAULT_PATHS, readSettings } from '../../../nodes/Winningtemp/transport/settings';

const TOKEN = 'a-secret-token';
const read = (values: object) => readSettings({ token: TOKEN, ...values });

test.each([
	['https://scim.prod.winningtemp.com/api/scim', 'https://scim.prod.winningtemp.com/api/scim'],
	[' https://scim.prod.winningtemp.com/api/scim// ', 'https://scim.prod.winningtemp.com/api/scim'],
	['https://scim.example.com/api/scim/Users', 'https://scim.example.com/api/scim'],
	['HTTPS://scim.example.com:8443', 'https://scim.example.com:8443'],
	['http://localhost:4041/api/scim', 'http://localhost:4041/api/scim'],
	['http://127.0.0.1:4041/api/scim', 'http://127.0.0.1:4041/api/scim'],
	['http://[::1]:4041/', 'http://[::1]:4041'],
])('the address %p is read as %p', (baseUrl, expected) => {
	expect(read({ baseUrl }).baseUrl).toBe(expected);
});

test.each([
	'',
	'scim.example.com',
	'ftp://x',
	'https://user:pw@x.se/',
	'https://x.se/?a=1',
	'https://x.se/#a',
])('%p is no address, and the error says what to enter', (baseUrl) => {
	expect(() => read({ baseUrl })).toThrow(/not an address/);
});

test.each([
	'http://scim.example.com',
	'http://localhost.evil.example',
	'http://127.0.0.1.evil.example/',
])('the token does not go to %p in the clear, unless that is allowed', (baseUrl) => {
	expect(() => read({ baseUrl })).toThrow(/http:\/\//);
	expect(read({ baseUrl, allowInsecure: true }).baseUrl).toBe(baseUrl.replace(/\/$/, ''));
});

test('a missing token is reported before anything is sent', () => {
	expect(() => readSettings({ baseUrl: 'https://x.se', token: ' ' })).toThrow(/no token/);
});

test('paths that are hidden have their defaults, paths that were emptied are not used', () => {
	const { map } = read({ baseUrl: 'https://x.se' });
	expect(map.user.get('gender')?.text).toBe(`${DEFAULT_PATHS.extensionUser}:gender`);
	expect(map.managerReference).toBe('id');
	const emptied = read({
		baseUrl: 'https://x.se',
		customizeAttributes: true,
		extensionUser: 'urn:acme:User',
		birthdayPath: '',
		managerReference: 'externalId',
		attributePaths: 'title = title\n\ncost centre = {user}:costCentre',
	}).map;
	expect(emptied.user.has('birthday')).toBe(false);
	expect(emptied.user.get('gender')?.text).toBe('urn:acme:User:gender');
	expect(emptied.attributes.user.get('title')?.text).toBe('title');
	expect(emptied.attributes.user.get('cost centre')?.text).toBe('urn:acme:User:costCentre');
	expect(emptied.managerReference).toBe('externalId');
});

test('a path that cannot be read is named', () => {
	expect(() =>
		read({ baseUrl: 'https://x.se', customizeAttributes: true, genderPath: 'not a path' }),
	).toThrow(/not a path/);
});
