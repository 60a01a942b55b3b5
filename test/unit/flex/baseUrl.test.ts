import { apiAddress } from '../../../nodes/FlexHrm/transport/baseUrl';

describe('the address of the API', () => {
	test.each([
		['https://COMPANY.flexhosting.se', 'https://company.flexhosting.se/webapi/api'],
		['https://company.flexhosting.se/', 'https://company.flexhosting.se/webapi/api'],
		['  company.flexhosting.se  ', 'https://company.flexhosting.se/webapi/api'],
		['company.flexhosting.se:8443', 'https://company.flexhosting.se:8443/webapi/api'],
		['https://api.flexhrm.com', 'https://api.flexhrm.com/api'],
		['api.flexhrm.com/', 'https://api.flexhrm.com/api'],
		['https://api.flexhrm.com/api/', 'https://api.flexhrm.com/api'],
		['stage-api.flexhrm.com', 'https://stage-api.flexhrm.com/api'],
		['https://company.flexhosting.se/WebApi/api', 'https://company.flexhosting.se/WebApi/api'],
		['https://company.flexhosting.se/webapi/api', 'https://company.flexhosting.se/webapi/api'],
		['https://hr.company.example/flex//', 'https://hr.company.example/flex'],
		['http://localhost:4040', 'http://localhost:4040/webapi/api'],
		['http://127.0.0.1:4040', 'http://127.0.0.1:4040/webapi/api'],
		['http://[::1]:4040', 'http://[::1]:4040/webapi/api'],
	])('%s becomes %s', (given, address) => {
		expect(apiAddress(given, false)).toBe(address);
	});

	test.each([
		['', /empty/],
		['   ', /empty/],
		['https://', /not a web address/],
		['ftp://company.example', /does not begin with https/],
		['https://anna:secret@company.example', /user name/],
		['http://company.flexhosting.se', /unencrypted/],
		['http://localhost.company.example', /unencrypted/],
		['http://127.0.0.1.company.example', /unencrypted/],
		['https://web.flexhrm.com', /web site for people/],
		['mobile.flexhrm.com/login', /web site for people/],
		['https://KNOWLEDGE.flexhrm.com', /web site for people/],
	])('“%s” is refused with a reason', (given, reason) => {
		expect(() => apiAddress(given, false)).toThrow(reason);
	});

	test('plain http to elsewhere can be allowed', () => {
		expect(apiAddress('http://flex.intern', true)).toBe('http://flex.intern/webapi/api');
	});
});
