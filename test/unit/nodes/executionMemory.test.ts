import { noteCredential, credentialsBefore, memoryOf } from '../../../nodes/executionMemory';
import {
	keepReading,
	takeReading,
	type ExecutionMemory,
} from '../../../nodes/Winningtemp/actions/executionMemory';
import { Winningtemp } from '../../../nodes/Winningtemp/Winningtemp.node';
import type { Connection, ScimDirectory } from '../../../scim/directory';
import { nodeContext } from '../../support/nodeContext';
import { Ways } from '../../../scim/ways';

/** What one node of an execution has learned, and which other node may use it. */

const ONE = { baseUrl: 'https://scim.example.com', token: 'one' };
const OTHER = { ...ONE, token: 'other' };

const contextOf = (execution = {}) => nodeContext(new Winningtemp(), {}, { execution }).context;

describe('the memory of a credential', () => {
	test('is the same for all nodes that have the credential, in one execution', () => {
		const execution = {};
		memoryOf<{ form: string }>(contextOf(execution), ONE).form = 'basic';
		expect(memoryOf(contextOf(execution), { ...ONE })).toEqual({ form: 'basic' });
	});

	test('is never that of another credential, even where only the token differs', () => {
		const execution = {};
		memoryOf<{ form: string }>(contextOf(execution), ONE).form = 'basic';
		expect(memoryOf(contextOf(execution), OTHER)).toEqual({});
	});

	test('is not there in the next execution', () => {
		memoryOf<{ form: string }>(contextOf({}), ONE).form = 'basic';
		expect(memoryOf(contextOf({}), ONE)).toEqual({});
	});
});

test('a node notes its credential for the nodes behind it, and for nobody else', () => {
	const execution = {};
	const before = nodeContext(new Winningtemp(), {}, { execution, credential: 'tenant-1' }).context;
	expect(noteCredential(before, 'winningtempApi', { places: [], kept: new Map() })).toBe(
		'tenant-1',
	);
	const behind = contextOf(execution);
	expect(credentialsBefore(behind)).toEqual([]);
	behind.getParentNodes = () => [{ name: 'Node under test' }] as never;
	expect(credentialsBefore(behind)).toEqual(['tenant-1']);
	const elsewhere = contextOf({});
	elsewhere.getParentNodes = () => [{ name: 'Node under test' }] as never;
	expect(credentialsBefore(elsewhere)).toEqual([]);
});

describe('a reading of the whole directory', () => {
	const NOW = Date.parse('2026-03-02T01:00:00Z');
	let now = NOW;

	beforeEach(() => {
		now = NOW;
		jest.spyOn(Date, 'now').mockImplementation(() => now);
	});
	afterEach(() => jest.restoreAllMocks());

	const CONNECTION = {
		tenant: { ways: new Ways(), knows: () => false, attributeNames: { user: [], group: [] } },
		map: { user: new Map(), group: new Map() },
	} as unknown as Connection;

	function directoryOf(users: number, groups: number): ScimDirectory {
		const resources = (prefix: string, count: number) =>
			new Map(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, { id: `${prefix}${i}` }]));
		return {
			userResources: resources('u', users),
			groupResources: resources('g', groups),
			hasGroups: true,
		} as unknown as ScimDirectory;
	}

	function kept(users: number, groups = 0): ExecutionMemory {
		const memory: ExecutionMemory = {};
		keepReading(memory, directoryOf(users, groups), 'apply');
		return memory;
	}

	test('is kept up to 20,000 users and groups together, and not beyond', () => {
		expect(kept(19_000, 1000).reading?.users).toHaveLength(19_000);
		expect(kept(19_000, 1001)).toEqual({});
		expect(kept(20_001)).toEqual({});
	});

	test('is given once, to the operation that it was kept for', () => {
		const memory = kept(2, 1);
		expect(takeReading(memory, CONNECTION, 'apply')?.users).toHaveLength(2);
		expect(takeReading(memory, CONNECTION, 'apply')).toBeUndefined();
		const other = kept(2);
		expect(takeReading(other, CONNECTION, 'get')).toBeUndefined();
		expect(takeReading(other, CONNECTION, 'apply')).toBeUndefined();
	});

	test('gives groups and users again, with what the resources do not say', () => {
		const memory: ExecutionMemory = {};
		const more = {
			hidesMembers: true,
			showsBelow: false,
			hidden: ['user.gender'],
			readAt: NOW - 5,
		};
		keepReading(memory, { ...directoryOf(1, 2), ...more }, 'get');
		const taken = takeReading(memory, CONNECTION, 'get');
		expect(taken).toMatchObject({ ...more, hasGroups: true });
		expect([taken?.users.length, taken?.groups.map(({ targetId }) => targetId)]).toEqual([
			1,
			['g0', 'g1'],
		]);
		keepReading(memory, { ...directoryOf(1, 2), ...more, hasGroups: false }, 'get');
		expect(takeReading(memory, CONNECTION, 'get')).toMatchObject({ hasGroups: false, groups: [] });
	});

	test('counts as now for two minutes', () => {
		const memory = kept(1);
		now = NOW + 120_000;
		expect(takeReading(memory, CONNECTION, 'apply')?.users).toHaveLength(1);
		const late = kept(1);
		now += 120_001;
		expect(takeReading(late, CONNECTION, 'apply')).toBeUndefined();
	});
});
