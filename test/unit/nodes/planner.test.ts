import type { INodeParameters } from 'n8n-workflow';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { readSettings } from '../../../nodes/SyncPlanner/parameters';
import { SyncPlanner } from '../../../nodes/SyncPlanner/SyncPlanner.node';
import { nodeContext } from '../../support/nodeContext';

/** What the Sync Planner makes of its parameters. */

const read = (parameters: INodeParameters) =>
	readSettings(nodeContext(new SyncPlanner(), parameters).context) as unknown as Record<
		string,
		unknown
	>;

const DEFAULT = read({});

test('an untouched node has the settings of the domain', () => {
	expect(DEFAULT).toMatchObject({
		removal: { scope: 'withExternalId', action: 'deactivate', companyAttribute: '' },
		userStatus: 'overwrite',
		memberships: 'keepManual',
		segmentConnections: 'keepManual',
		renames: { detect: true, minimumOverlap: 50 },
		guards: DEFAULT_SETTINGS.guards,
		release: '',
	});
});

test.each<[string, INodeParameters, Record<string, unknown>]>([
	[
		'Removal',
		{ removal: { scope: 'all', action: 'delete', companyAttribute: ' bolag ' } },
		{ removal: { scope: 'all', action: 'delete', companyAttribute: 'bolag' } },
	],
	['User Status', { userStatus: 'keepInactive' }, { userStatus: 'keepInactive' }],
	['Memberships', { memberships: 'overwrite' }, { memberships: 'overwrite' }],
	['Segment Connections', { segmentConnections: 'overwrite' }, { segmentConnections: 'overwrite' }],
	[
		'Renames',
		{ renames: { detect: false, minimumOverlap: 70 } },
		{ renames: { detect: false, minimumOverlap: 70 } },
	],
	[
		'Moves',
		{
			moves: {
				move: [
					{ from: ' A / B ', to: 'C' },
					{ from: '', to: 'D' },
				],
			},
		},
		{ moves: [{ from: 'A / B', to: 'C' }] },
	],
	[
		'Scope',
		{ scope: { people: ['1', ' 2 '], groups: ['A, B'], companies: ['f'] } },
		{ pilot: { people: ['1', '2'], groups: ['A, B'], companies: ['f'] } },
	],
	[
		'Protected Accounts',
		{ protectedAccounts: ['admin@x.example'] },
		{ protectedAccounts: ['admin@x.example'] },
	],
	['Release', { release: ' 20260302-3f9a1c07b2d4 ' }, { release: '20260302-3f9a1c07b2d4' }],
	[
		'Guards',
		{
			guards: {
				whenExceeded: 'stop',
				removals: { limit: { count: 1, share: 2, weekCount: 3, weekShare: 4 } },
			},
		},
		{
			guards: {
				...DEFAULT_SETTINGS.guards,
				whenExceeded: 'stop',
				removals: { count: 1, share: 2, weekCount: 3, weekShare: 4 },
			},
		},
	],
])('%s is read, and changes nothing else', (_name, parameters, settings) => {
	expect(read(parameters)).toEqual({ ...DEFAULT, ...settings });
});

test.each([
	['userStatus', { userStatus: 'whatever' }],
	['memberships', { memberships: '' }],
	['minimumOverlap', { renames: { minimumOverlap: -1 } }],
	['action', { removal: { action: 'erase' } }],
])('%s: what cannot be chosen is an error, not the default', (name, parameters) => {
	expect(() => read(parameters)).toThrow(new RegExp(`^${name} cannot be`));
});
