import type { IDataObject, INode } from 'n8n-workflow';
import { employedOn, employmentTypeOn, organizationOn } from '../../sandbox/flex/changes';
import { readJson, writeOutput } from '../../support/files';
import { runWorkflow, type Run, type WorkflowFile } from '../engine';
import { APPLY, DAY, FLEX, MAP, PLAN, Setting } from './setting';

/** Flex's own tree: as a file, by the template for it, and from the web API, by the recipe. */

const TEMPLATE = 'workflows/flex-tree-to-winningtemp.json';
const TREE = 'Read the tree';
const NODES = 'Read its nodes';

let setting: Setting;

beforeEach(async () => {
	setting = await Setting.start({ people: 60, companies: 1 });
});

afterEach(async () => await setting.close());

/** Stockholm with Finance below it, and Malmö, whose people stay in the office. */
const CSV = [
	'groupId;groupName;parentGroupId;dimension;value',
	'n1;Huvudkontoret;;Office;Stockholm',
	'n2;Ekonomi;n1;Department;Finance',
	'n3;Syd;;Office;Malmö',
];

/** Where Flex shows everybody by its rule, by work e-mail address. */
function shownInFlex(): Record<string, string | null> {
	const { model } = setting;
	const found: Record<string, string | null> = {};
	for (const { id, emailWork } of employedOn(model, DAY)) {
		if (emailWork === null) continue;
		const { Office, Department } = organizationOn(model, id, DAY);
		let node: string | null = null;
		if (employmentTypeOn(model, id, DAY) !== 'External Personnel') {
			if (Office === 'Malmö') node = 'Syd';
			if (Office === 'Stockholm') node = Department === 'Finance' ? 'Ekonomi' : 'Huvudkontoret';
		}
		found[emailWork.toLowerCase()] = node;
	}
	return found;
}

function inWinningtemp(): Record<string, string | null> {
	const { users, groups } = setting.winningtemp.state();
	const nameOf = new Map(groups.map(({ externalId, displayName }) => [externalId, displayName]));
	return Object.fromEntries(
		users.map(({ userName, groups: [group] }) => [
			userName,
			group === undefined ? null : nameOf.get(group)!,
		]),
	);
}

async function run(arrange: (workflow: WorkflowFile) => WorkflowFile): Promise<Run> {
	const parameters: Record<string, IDataObject> = {
		[FLEX]: { onDate: DAY },
		[APPLY]: { dryRun: false },
		[PLAN]: { managersAreMembers: true },
	};
	const workflow = arrange(readJson<WorkflowFile>(TEMPLATE));
	const nodes = workflow.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...parameters[node.name] } as INode['parameters'],
	}));
	const { flex, winningtemp, model } = setting;
	const done = await runWorkflow(
		{ ...workflow, nodes },
		{
			startNode: 'Every night at 01:00',
			credentials: {
				flexHrmApi: {
					...flex.credential,
					companyIds: model.companies[0]!.id,
				},
				winningtempApi: { baseUrl: winningtemp.url, token: winningtemp.token },
			},
		},
	);
	if (done.error) throw done.error;
	return done;
}

const withFile =
	(rows: string[]) =>
	(workflow: WorkflowFile): WorkflowFile => {
		const fileSelector = writeOutput('organization-tree.csv', [...rows, ''].join('\r\n'));
		const nodes = workflow.nodes.map((node) =>
			node.name === TREE ? { ...node, parameters: { ...node.parameters, fileSelector } } : node,
		);
		return { ...workflow, nodes };
	};

function expectThreeNodes(): void {
	const { groups } = setting.winningtemp.state();
	expect(groups.map(({ displayName }) => displayName).sort()).toEqual([
		'Ekonomi',
		'Huvudkontoret',
		'Syd',
	]);
	const [ekonomi, head] = ['Ekonomi', 'Huvudkontoret'].map((name) =>
		groups.find(({ displayName }) => displayName === name)!,
	);
	expect(ekonomi!.parentExternalId).toBe(head!.externalId);
	const shown = shownInFlex();
	expect(new Set(Object.values(shown))).toEqual(new Set(['Ekonomi', 'Huvudkontoret', 'Syd', null]));
	expect(inWinningtemp()).toEqual(shown);
}

test('a tree in a CSV file: everybody is where Flex shows them, and a second run writes nothing', async () => {
	await run(withFile(CSV));
	expectThreeNodes();
	setting.winningtemp.clearRequests();
	await run(withFile(CSV));
	expect(setting.winningtemp.countWrites()).toBe(0);
});

test('a file without nodes ends the run before anything is planned', async () => {
	await run(withFile(CSV));
	setting.winningtemp.clearRequests();
	const ended = run(withFile(CSV.slice(0, 1))).then(String, ({ message }: Error) => message);
	expect(await ended).toMatch(/^Nothing was planned: HR has no people at all/);
	expect(setting.winningtemp.countWrites()).toBe(0);
});

/** What led to the node that reads the file leads to the one behind it. */
function withoutTree(connections: WorkflowFile['connections']) {
	const others = Object.entries(connections).filter(([from]) => from !== TREE);
	const text = JSON.stringify(Object.fromEntries(others)).replace(`"${TREE}"`, `"${NODES}"`);
	return JSON.parse(text) as WorkflowFile['connections'];
}

test('a tree from the web API, by the ids of its accounts: the same', async () => {
	const { flex, model } = setting;
	flex.behaviour.treePath = '/companies/{companyId}/organizationtree';
	const companyId = model.companies[0]!.id;
	const node = (
		id: string,
		name: string,
		parentId: string | null,
		dimension: string,
		of: string,
	) => {
		const distribution = model.accountDistributions.find((one) => one.name === dimension)!;
		const account = model.accounts.find(
			(one) => one.accountDistributionId === distribution.id && one.name === of,
		)!;
		model.treeNodes.push({
			...{ id, companyId, parentId, name, holderEmployeeId: null },
			accountDistributionId: distribution.id,
			accountId: account.id,
		});
	};
	node('n2', 'Ekonomi', 'n1', 'Department', 'Finance');
	node('n1', 'Huvudkontoret', null, 'Office', 'Stockholm');
	node('n3', 'Syd', null, 'Office', 'Malmö');
	await run((workflow) => ({
		...workflow,
		nodes: workflow.nodes
			.filter(({ name }) => name !== TREE)
			.map((one) => {
				if (one.name === MAP) {
					const ids = ['Office', 'Department'].map((name) => ({
						field: `OrganizationIds.${name}`,
						name,
					}));
					return { ...one, parameters: { organizationFields: { values: ids } } };
				}
				if (one.name !== NODES) return one;
				const { type, typeVersion } = workflow.nodes.find(({ name }) => name === FLEX)!;
				return {
					...{ ...one, type, typeVersion },
					parameters: {
						resource: 'organizationalUnit',
						operation: 'getMany',
						returnAll: true,
						path: '/companies/{companyId}/organizationtree',
					},
				};
			}),
		connections: withoutTree(workflow.connections),
	}));
	expectThreeNodes();
});
