import type { IDataObject, INode } from 'n8n-workflow';
import { startFlex, type FlexSandbox } from '../sandbox/flex/server';
import { startWinningtemp, type WinningtempSandbox } from '../sandbox/winningtemp/server';
import { runWorkflow, type Credentials, type Run } from './engine';

/**
 * What no operation covers yet is asked for by n8n's HTTP Request node with the credentials of this
 * package (Authentication: Predefined Credential Type).
 */

let flex: FlexSandbox;
let winningtemp: WinningtempSandbox;

beforeEach(async () => {
	[flex, winningtemp] = await Promise.all([
		startFlex({ directory: { people: 20, companies: 2 } }),
		startWinningtemp(),
	]);
});

afterEach(async () => {
	await Promise.all([flex.close(), winningtemp.close()]);
});

const NAME = 'Ask by hand';

async function request(
	credentialType: string,
	url: string,
	values: IDataObject,
	parameters: INode['parameters'] = {},
): Promise<Run> {
	const node: INode = {
		id: '1',
		name: NAME,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.3,
		position: [0, 0],
		parameters: {
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credentialType,
			...parameters,
		},
		credentials: { [credentialType]: { id: '1', name: credentialType } },
	};
	return await runWorkflow(
		{ nodes: [node], connections: {} },
		{ startNode: NAME, credentials: { [credentialType]: values } as Credentials },
	);
}

const flexValues = (more: IDataObject = {}): IDataObject => ({
	...flex.credential,
	companyIds: flex.model.companies[0]!.id,
	...more,
});

test.each(['basic', 'instanceBasic'] as const)(
	'asks Flex, with its authentication %s',
	async (form) => {
		await flex.close();
		flex = await startFlex({ directory: { people: 20, companies: 2 }, authentication: [form] });
		const [company] = flex.model.companies;
		const run = await request(
			'flexHrmApi',
			`${flex.url}/webapi/api/employees`,
			flexValues({ authentication: form }),
			{
				sendQuery: true,
				queryParameters: {
					parameters: [
						{ name: 'companyId', value: company!.id },
						{ name: 'pageSize', value: '5' },
					],
				},
			},
		);
		expect(run.error).toBeUndefined();
		const [page] = run.json<{ Result: unknown[]; PageSize: number }>(NAME);
		expect(page).toMatchObject({ PageSize: 5, Result: { length: 5 } });
	},
);

test('asks Winningtemp for what no operation gives', async () => {
	const values = { baseUrl: winningtemp.url, token: winningtemp.token };
	const url = `${winningtemp.url}/ServiceProviderConfig`;
	// SCIM has a media type of its own, which the node does not take for JSON unless it is told to.
	const options = { response: { response: { responseFormat: 'json' } } };
	const run = await request('winningtempApi', url, values, { options });
	expect(run.error).toBeUndefined();
	expect(run.json(NAME)).toEqual([expect.objectContaining({ patch: { supported: true } })]);
});

test('is refused with a wrong password or token, and shows neither', async () => {
	const answers = [
		await request(
			'flexHrmApi',
			`${flex.url}/webapi/api/companies`,
			flexValues({ password: 'Hemligt-1' }),
		),
		await request('winningtempApi', `${winningtemp.url}/Users`, {
			baseUrl: winningtemp.url,
			token: 'Hemligt-2',
		}),
	];
	for (const { error } of answers) {
		expect(error).toBeDefined();
		expect(JSON.stringify(error)).toMatch(/401|40[03]/);
		expect(JSON.stringify(error)).not.toContain('Hemligt');
	}
});
