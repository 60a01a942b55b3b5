import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { Group } from '../../directory/model/group';
import type { Issue } from '../../directory/model/issue';
import { loadOptions, runNode } from './engine';

const [GROUPS, USERS, ISSUES] = [0, 1, 2];

function person(externalId: string, more: IDataObject = {}): IDataObject {
	return {
		externalId,
		username: `${externalId}@example.test`,
		firstName: externalId,
		lastName: 'Ek',
		...more,
	};
}

function placed(externalId: string, office: string, department = '', team = ''): IDataObject {
	return person(externalId, {
		organization: { Office: office, Department: department, Team: team },
	});
}

const payable = placed('Anna', 'Stockholm', 'Finance', 'Payable');
const receivable = placed('Bo', 'Stockholm', 'Finance', 'Receivable');
const malmo = placed('Cilla', 'Malmö', 'Finance');

function paths(groups: Group[]): string[] {
	return groups.map(({ path }) => path.join(' / '));
}

test("the mission's example comes out of the node as it is dropped on the canvas", async () => {
	const node = await runNode('hierarchyBuilder', {}, [payable, receivable]);
	expect(node.error).toBeUndefined();
	const groups = node.json<Group & IDataObject>(GROUPS);
	expect(paths(groups)).toEqual([
		'Stockholm',
		'Stockholm / Finance',
		'Stockholm / Finance / Payable',
		'Stockholm / Finance / Receivable',
	]);
	expect(node.json(USERS)).toEqual([
		{
			externalId: 'Anna',
			username: 'Anna@example.test',
			firstName: 'Anna',
			lastName: 'Ek',
			groupExternalId: groups[2]!.externalId,
		},
		{
			externalId: 'Bo',
			username: 'Bo@example.test',
			firstName: 'Bo',
			lastName: 'Ek',
			groupExternalId: groups[3]!.externalId,
		},
	]);
	expect(node.output(USERS).map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
	]);
	expect(node.json(ISSUES)).toEqual([]);
	expect(node.hints).toEqual([]);
});

test.each([
	['a list', ['Department', 'Office']],
	['a text with commas', 'Department, Office'],
	[
		'dragged fields',
		['={{ $json.organization.Department }}', '={{ $json.organization["Office"] }}'],
	],
	['fields dragged as paths', ['organization.Department', "organization['Office']"]],
	['an expression that gives a list', '={{ ["Department", "Office"] }}'],
	['one level that is an expression and gives a list', ['={{ ["Department", "Office"] }}']],
	['names entered as expressions', ['=Department', '=Office']],
])('levels can be %s', async (_what, levels) => {
	const node = await runNode('hierarchyBuilder', { levels }, [payable, malmo]);
	expect(node.error).toBeUndefined();
	expect(paths(node.json<Group & IDataObject>(GROUPS))).toEqual([
		'Finance',
		'Finance / Malmö',
		'Finance / Stockholm',
	]);
});

test('one field dragged into the levels is a level, whatever the first item has in it', async () => {
	const levels = '={{ $json.organization.Department }}';
	const node = await runNode('hierarchyBuilder', { levels }, [placed('Anna', 'Malmö', ''), malmo]);
	expect(paths(node.json<Group & IDataObject>(GROUPS))).toEqual(['Finance']);
});

describe('the list to choose levels from', () => {
	/** What n8n's editor makes of the hidden parameter, from the data of the last run. */
	const inputFields = {
		organization: ['Office', 'Department'],
		organizationCodes: ['Office', 'Unit'],
		attributes: ['Shift'],
	};

	async function offered(method: 'levels' | 'idFields', parameters: IDataObject) {
		return await loadOptions<INodePropertyOptions[]>('hierarchyBuilder', 'loadOptions', method, {
			parameters: { mode: 'levels', ...parameters } as never,
		});
	}

	test('offers the fields that people have, those of their organization first', async () => {
		expect(await offered('levels', { inputFields, levels: [] })).toEqual([
			{ name: 'Office', value: 'Office' },
			{ name: 'Department', value: 'Department' },
			{ name: 'Shift', value: 'Shift' },
		]);
		expect(
			(await offered('idFields', { inputFields, idFields: [] })).map(({ name }) => name),
		).toEqual(['Office', 'Unit', 'Department', 'Shift']);
	});

	test('has what is chosen as it was entered or dragged, once, so that the editor accepts it', async () => {
		const levels = ['office', 'organization.Department', 'Region', []];
		expect(await offered('levels', { inputFields, levels })).toEqual([
			{ name: 'Office', value: 'office' },
			{ name: 'Department', value: 'organization.Department' },
			{ name: 'Shift', value: 'Shift' },
			{ name: 'Region', value: 'Region' },
		]);
	});

	test('before the first run, has what is chosen and says how the rest comes', async () => {
		for (const nothing of [null, {}, { organization: [], attributes: [] }]) {
			expect(await offered('levels', { inputFields: nothing, levels: ['Office'] })).toEqual([
				{ name: 'Office', value: 'Office' },
				{
					name: 'More Fields After a Run',
					description: 'Execute the nodes before this one, then open this panel again',
					value: '',
					disabled: true,
				},
			]);
		}
	});
});

test('group ids by value: a conflict is reported and hinted at, or the first is kept', async () => {
	const people = [payable, receivable, malmo];
	const refused = await runNode('hierarchyBuilder', { groupId: 'value' }, people);
	expect(refused.json<Group & IDataObject>(GROUPS).map(({ externalId }) => externalId)).toEqual([
		'Malmö',
		'Stockholm',
		'Payable',
		'Receivable',
	]);
	expect(refused.json<Issue & IDataObject>(ISSUES)).toMatchObject([
		{ severity: 'error', code: 'groupConflict' },
	]);
	expect(refused.hints).toEqual(['1 error. The output Issues says to whom, and what to do.']);

	const kept = await runNode(
		'hierarchyBuilder',
		{ groupId: 'value', conflict: 'keepFirst' },
		people,
	);
	expect(paths(kept.json<Group & IDataObject>(GROUPS))).toContain('Stockholm / Finance');
	expect(kept.json<Issue & IDataObject>(ISSUES)).toMatchObject([
		{ severity: 'warning', code: 'groupConflict' },
	]);
});

test('group ids by field: the codes that come along, or fields by name', async () => {
	const anna = {
		...placed('Anna', 'Malmö', 'HR'),
		organizationCodes: { Office: '10', Department: 'D1' },
		o: 'x',
		d: 'y',
	};
	const levels = ['Office', 'Department'];
	const codes = await runNode('hierarchyBuilder', { levels, groupId: 'field' }, [anna]);
	expect(codes.json(GROUPS).map(({ externalId }) => externalId)).toEqual(['10', 'D1']);
	const fields = await runNode(
		'hierarchyBuilder',
		{ levels, groupId: 'field', idFields: ['o', '={{ $json.d }}'] },
		[anna],
	);
	expect(fields.json(GROUPS).map(({ externalId }) => externalId)).toEqual(['x', 'y']);
});

test('case 8: gaps', async () => {
	const people = [placed('Anna', 'Malmö', '', 'Lön')];
	const nearest = await runNode('hierarchyBuilder', {}, people);
	expect(paths(nearest.json<Group & IDataObject>(GROUPS))).toEqual(['Malmö', 'Malmö / Lön']);
	const stop = await runNode('hierarchyBuilder', { gaps: 'stop' }, people);
	expect(paths(stop.json<Group & IDataObject>(GROUPS))).toEqual(['Malmö']);
	expect(stop.json(ISSUES)).toMatchObject([{ severity: 'warning', code: 'gapStop' }]);
	expect(stop.hints).toEqual(['1 warning. The output Issues says to whom, and what to do.']);
});

test('case 9: a root group takes those who belong nowhere', async () => {
	const people = [placed('Anna', ''), malmo];
	const rooted = await runNode(
		'hierarchyBuilder',
		{ rootGroup: 'Bolaget', rootGroupId: 'top' },
		people,
	);
	expect(rooted.json(GROUPS)[0]).toMatchObject({
		externalId: 'top',
		name: 'Bolaget',
		level: 1,
		memberCount: 1,
	});
	expect(rooted.json(USERS)[0]).toMatchObject({ groupExternalId: 'top' });
	const rootless = await runNode('hierarchyBuilder', {}, people);
	expect(rootless.json(USERS)[0]).toMatchObject({ groupExternalId: null });
	expect(rootless.json(ISSUES)).toMatchObject([
		{ code: 'noLevel', subject: { externalId: 'Anna' } },
	]);
});

test('group managers: the most common one, or none', async () => {
	const people = [
		{ ...malmo, managerExternalId: 'Anna' },
		{ ...payable, managerExternalId: null },
	];
	const appointed = await runNode('hierarchyBuilder', {}, people);
	expect(appointed.json(GROUPS).map(({ managerExternalId }) => managerExternalId)).toEqual([
		null,
		'Anna',
		null,
		null,
		null,
	]);
	const none = await runNode('hierarchyBuilder', { groupManager: 'none' }, people);
	expect(none.json(GROUPS)).toHaveLength(5);
	expect(none.json(GROUPS).some((one) => 'managerExternalId' in one)).toBe(false);
});

test('mode parentIds', async () => {
	const people = [
		person('Anna', { unit: 2, unitName: 'HR', above: 1 }),
		{ unit: 1, unitName: 'Malmö' },
	];
	const node = await runNode(
		'hierarchyBuilder',
		{
			mode: 'parentIds',
			groupIdField: 'unit',
			groupNameField: '={{ $json.unitName }}',
			parentIdField: 'above',
		},
		people,
	);
	expect(node.error).toBeUndefined();
	expect(node.json(GROUPS)).toMatchObject([
		{ externalId: '1', name: 'Malmö', parentExternalId: null },
		{ externalId: '2', name: 'HR', parentExternalId: '1', memberCount: 1 },
	]);
	expect(node.json(USERS)).toMatchObject([{ externalId: 'Anna', groupExternalId: '2' }]);
});

test('mode reportingLine', async () => {
	const people = [person('Anna', { managerExternalId: 'Bo' }), person('Bo')];
	const node = await runNode('hierarchyBuilder', { mode: 'reportingLine' }, people);
	expect(node.json(GROUPS)).toMatchObject([
		{ name: 'Bo Ek', managerExternalId: 'Bo', memberCount: 2 },
	]);
	const named = await runNode(
		'hierarchyBuilder',
		{ mode: 'reportingLine', teamName: 'Team {firstName}' },
		people,
	);
	expect(named.json(GROUPS)).toMatchObject([{ name: 'Team Bo' }]);
});

test('skipped people pass to Users untouched', async () => {
	const skipped = { externalId: 'Bo', name: 'Bo Ek', username: null, skipped: true, issues: [] };
	const node = await runNode('hierarchyBuilder', {}, [skipped, malmo]);
	expect(node.json(USERS)[0]).toEqual(skipped);
	expect(node.json(GROUPS)).toMatchObject([
		{ name: 'Malmö', memberCount: 0 },
		{ name: 'Finance', memberCount: 1 },
	]);
});

describe('bad input', () => {
	test('a level that no item has: an error that names it and the fields that there are', async () => {
		const node = await runNode('hierarchyBuilder', { levels: ['Office', 'Avdelning'] }, [malmo]);
		expect(node.error).toMatchObject({
			name: 'NodeOperationError',
			message: 'The level “Avdelning” is a field that no item has',
			description:
				'Fields that there are: Department, Office and Team. Correct the name, or have the field passed on to this node.',
		});
		expect(node.json(GROUPS)).toEqual([]);
	});

	test('a level that was entered between the braces of an expression: an error that says how', async () => {
		const levels = ['Office', '={{ Department }}'];
		const node = await runNode('hierarchyBuilder', { levels }, [malmo]);
		expect(node.error).toMatchObject({
			name: 'NodeOperationError',
			message: '{{ Department }} in levels gives no name of a field',
			description: 'Choose a field from the list, or enter its name without braces.',
		});
	});

	test('items that are no people', async () => {
		const node = await runNode('hierarchyBuilder', {}, [{ Id: '1' }, { Id: '2' }]);
		expect(node.error).toMatchObject({
			message: 'None of the 2 items is a person: they have no externalId',
			description:
				'Connect the output People of the Employee Mapper, or map the External ID there.',
		});
	});

	test('an expression that gives a mode that there is not', async () => {
		const node = await runNode('hierarchyBuilder', { groupId: '={{ "pth" }}' }, [malmo]);
		expect(node.error).toMatchObject({
			message: 'groupId cannot be "pth"',
			description: 'It is one of: field, path, value.',
		});
	});
});

test('no people: three empty outputs', async () => {
	const node = await runNode('hierarchyBuilder', {}, [[]]);
	expect(node.error).toBeUndefined();
	expect([GROUPS, USERS, ISSUES].map((output) => node.json(output))).toEqual([[], [], []]);
});
