import fc from 'fast-check';
import {
	parsePath,
	patchOperation,
	readPath,
	writePath,
	type AttributePath,
} from '../../../scim/attributePaths';
import type { JsonObject } from '../../../scim/json';

const MANAGER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value';
const path = (text: string): AttributePath => parsePath(text)!;

test('every form of path is told apart', () => {
	expect(path('userName')).toMatchObject({ schema: null, attribute: 'userName', sub: null });
	expect(path('name.givenName')).toMatchObject({ attribute: 'name', sub: 'givenName' });
	expect(path('emails[primary eq true].value')).toMatchObject({
		attribute: 'emails',
		filter: { attribute: 'primary', value: true },
		sub: 'value',
	});
	expect(path('emails[type eq "a:b.c"].value').filter).toEqual({
		attribute: 'type',
		value: 'a:b.c',
	});
	expect(path(MANAGER)).toMatchObject({
		schema: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
		attribute: 'manager',
		sub: 'value',
	});
	expect(path('urn:ietf:params:scim:schemas:core:2.0:User:userName').schema).toBeNull();
});

test.each(['', ' ', 'a b', 'emails[primary]', 'emails[type gt 3].value', 'name.', 'a.b.c', 'urn:'])(
	'%p is no path',
	(text) => expect(parsePath(text)).toBeNull(),
);

test('names are read in any case, and only own properties count', () => {
	const user: JsonObject = { USERNAME: 'bo', Name: { GivenName: 'Bo' } };
	expect(readPath(user, path('userName'))).toBe('bo');
	expect(readPath(user, path('name.givenName'))).toBe('Bo');
	expect(readPath(user, path('constructor'))).toBeUndefined();
	expect(readPath(user, path('name.toString'))).toBeUndefined();
});

test('a primary address is found whether its mark is a boolean or a word', () => {
	const emails: JsonObject[] = [{ value: 'a@x.se' }, { value: 'b@x.se', primary: 'True' }];
	expect(readPath({ emails }, path('emails[primary eq true].value'))).toBe('b@x.se');
});

test('a manager given as a bare id is read', () => {
	const urn = MANAGER.slice(0, MANAGER.lastIndexOf(':'));
	expect(readPath({ [urn]: { manager: '7' } }, path(MANAGER))).toBe('7');
	expect(readPath({ [urn]: { manager: { managerId: 7 } } }, path(MANAGER))).toBe('7');
	for (const $ref of ['../Users/7', 'https://x.example/scim/Users/7/?a=1', '/Users/%37']) {
		expect(readPath({ [urn]: { manager: { $ref } } }, path(MANAGER))).toBe('7');
	}
	expect(readPath({ [urn]: { manager: { $ref: '/Users/%' } } }, path(MANAGER))).toBe('%');
	expect(readPath({ [urn]: { manager: { $ref: '' } } }, path(MANAGER))).toBeUndefined();
});

test.each([
	'userName',
	'name.givenName',
	'emails[primary eq true].value',
	MANAGER,
	'urn:x:y:2.0:User:gender',
])('%s: what is written is read back, and what is cleared leaves nothing behind', (text) => {
	fc.assert(
		fc.property(fc.string({ minLength: 1 }), (value) => {
			const resource: JsonObject = {};
			writePath(resource, path(text), value);
			expect(readPath(resource, path(text))).toBe(value);
			writePath(resource, path(text), null);
			expect(resource).toEqual({});
		}),
	);
});

test('writing one address leaves the others as they are', () => {
	const resource: JsonObject = { emails: [{ value: 'home@x.se', type: 'home' }] };
	writePath(resource, path('emails[primary eq true].value'), 'work@x.se');
	expect(resource.emails).toEqual([
		{ value: 'home@x.se', type: 'home' },
		{ value: 'work@x.se', primary: true },
	]);
	writePath(resource, path('emails[primary eq true].value'), null);
	expect(resource.emails).toEqual([{ value: 'home@x.se', type: 'home' }]);
});

test('a value is replaced where it is, and added where a filter finds nothing to replace', () => {
	const email = path('emails[primary eq true].value');
	expect(patchOperation({ emails: [{ value: 'a', primary: true }] }, email, 'b')).toEqual({
		op: 'replace',
		path: 'emails[primary eq true].value',
		value: 'b',
	});
	expect(patchOperation({ emails: [{ value: 'a', type: 'home' }] }, email, 'b')).toEqual({
		op: 'add',
		path: 'emails',
		value: [{ value: 'b', primary: true }],
	});
});

test('what says nothing without its value is removed whole', () => {
	expect(patchOperation({}, path(MANAGER), null)).toEqual({
		op: 'remove',
		path: MANAGER.replace('.value', ''),
	});
	expect(patchOperation({}, path('emails[primary eq true].value'), null).path).toBe(
		'emails[primary eq true]',
	);
	expect(patchOperation({}, path('name.givenName'), null).path).toBe('name.givenName');
});

test('case 30: an attribute called __proto__ or constructor is one like any other', () => {
	for (const name of ['__proto__', 'constructor']) {
		const resource: JsonObject = {};
		const odd: AttributePath = { ...path('urn:x:User:a'), attribute: name };
		writePath(resource, odd, 'kept');
		expect(readPath(resource, odd)).toBe('kept');
		expect(JSON.stringify(resource)).toBe(`{"urn:x:User":{"${name}":"kept"}}`);
	}
	expect(({} as Record<string, unknown>).kept).toBeUndefined();
});

const PRIMARY = path('emails[primary eq true].value');

test.each<[string, JsonObject[] | string[], string | undefined]>([
	['a single address', [{ value: 'a@x.se' }], 'a@x.se'],
	['a single address for work', [{ value: 'a@x.se', type: 'work' }], 'a@x.se'],
	[
		'a single address that is marked as not primary',
		[{ value: 'a@x.se', primary: false }],
		'a@x.se',
	],
	['a bare address', ['a@x.se'], 'a@x.se'],
	[
		'of several the one for work',
		[{ value: 'h@x.se', type: 'home' }, { value: 'o@x.se' }, { value: 'w@x.se', type: 'Work' }],
		'w@x.se',
	],
	['of several without a type the first', [{ value: 'a@x.se' }, { value: 'b@x.se' }], 'a@x.se'],
	['an address at home is not it', [{ value: 'h@x.se', type: 'home' }], undefined],
])('where no address is primary: %s', (_name, emails, address) => {
	expect(readPath({ emails }, PRIMARY)).toBe(address);
});

test('where no address is primary, the one that is meant is replaced, and cleared, among all', () => {
	const home = { value: 'h@x.se', type: 'home' };
	const user: JsonObject = { emails: [home, { value: 'a@x.se', type: 'work' }] };
	expect(patchOperation(user, PRIMARY, 'b@x.se')).toEqual({
		op: 'replace',
		path: 'emails',
		value: [home, { value: 'b@x.se', type: 'work', primary: true }],
	});
	expect(patchOperation(user, PRIMARY, null)).toEqual({
		op: 'replace',
		path: 'emails',
		value: [home],
	});
	const single: JsonObject = { emails: [{ value: 'a@x.se' }] };
	expect(patchOperation(single, PRIMARY, null)).toEqual({ op: 'remove', path: 'emails' });
	expect(single).toEqual({ emails: [{ value: 'a@x.se' }] });
});

test('a filter by type means the single address of a server that keeps no types', () => {
	const work = path('emails[type eq "work"].value');
	expect(readPath({ emails: [{ value: 'a@x.se', primary: true }] }, work)).toBe('a@x.se');
	expect(readPath({ emails: [{ value: 'a@x.se', type: 'home' }] }, work)).toBeUndefined();
	expect(readPath({ emails: [{ value: 'a@x.se' }, { value: 'b@x.se' }] }, work)).toBeUndefined();
});
