import { LEFT_OUT, type TenantProfile } from '../winningtemp/tenants/profile';

/** A SCIM server that others maintain. */
export type OtherServer = Omit<TenantProfile, 'options'> & {
	options: Record<string, never>;
	/** What runs, as a process of its own. */
	program: string;
	/** What it needs besides the packages of this one; `npm ci` in this folder installs it. */
	folder?: string;
};

export const OTHER_SERVERS: readonly OtherServer[] = [
	{
		name: 'SCIMMY 1.3',
		quirk: 'SCIMMY with its routers, as its documentation sets it up',
		standsFor: 'github.com/scimmyjs/scimmy',
		program: 'test/sandbox/otherServers/scimmy.mjs',
		options: {},
		expected: 'worksWithRemark',
		remarks: LEFT_OUT,
		differs: ['gender', 'birthday', 'surveys', 'parent', 'groupManager'],
	},
	{
		name: 'Better Auth 1.7',
		quirk: 'The SCIM plugin of Better Auth, with its store in memory',
		standsFor: 'github.com/better-auth/better-auth',
		program: 'test/sandbox/otherServers/better-auth/server.mjs',
		folder: 'test/sandbox/otherServers/better-auth',
		options: {},
		expected: 'worksWithRemark',
		remarks: [...LEFT_OUT, 'Lund / Ekonomi'],
		differs: ['gender', 'birthday', 'surveys', 'parent', 'groupManager', 'groupName'],
	},
];
