import ownPackage from '../../package.json';
import { EmployeeMapper } from '../../nodes/EmployeeMapper/EmployeeMapper.node';
import { FlexHrm } from '../../nodes/FlexHrm/FlexHrm.node';
import { HierarchyBuilder } from '../../nodes/HierarchyBuilder/HierarchyBuilder.node';
import { SyncPlanner } from '../../nodes/SyncPlanner/SyncPlanner.node';
import { SyncReport } from '../../nodes/SyncReport/SyncReport.node';
import { Winningtemp } from '../../nodes/Winningtemp/Winningtemp.node';
import { readJson, readText } from '../support/files';

/** Rules that n8n's scanner has announced and does not check yet, by the name of the rule. */

const SOURCES = ownPackage.n8n.nodes.map((built) =>
	built.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
);
const NODES = [
	new EmployeeMapper(),
	new FlexHrm(),
	new HierarchyBuilder(),
	new SyncPlanner(),
	new SyncReport(),
	new Winningtemp(),
];

test('no runtime dependencies: n8n-workflow is the only peer, and nothing else is asked for', () => {
	expect(ownPackage.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(ownPackage).not.toHaveProperty('dependencies');
	expect(ownPackage).not.toHaveProperty('optionalDependencies');
});

test('single-credential-per-node: every node has one credential at most', () => {
	expect(NODES).toHaveLength(SOURCES.length);
	const names = NODES.map(({ description }) => [
		description.name,
		...(description.credentials ?? []).map(({ name }) => name),
	]);
	expect(names).toEqual([
		['employeeMapper'],
		['flexHrm', 'flexHrmApi'],
		['hierarchyBuilder'],
		['syncPlanner'],
		['syncReport'],
		['winningtemp', 'winningtempApi'],
	]);
});

describe.each(SOURCES)('%s', (source) => {
	test('require-continue-on-fail: the node asks whether a run goes on after an error', () => {
		expect(readText(source).split('async execute(')[1]).toContain('this.continueOnFail()');
	});

	test('valid-node-categories, no-codex-subcategories: n8n knows where to list the node', () => {
		const codex = readJson<Record<string, unknown>>(source.replace(/\.ts$/, '.json'));
		expect(codex.categories).toEqual(['Data & Storage', 'Productivity']);
		expect(codex).not.toHaveProperty('subcategories');
	});
});

test('a publish from a computer is refused', () => {
	expect(ownPackage.scripts.prepublishOnly).toBe('node .ci/publish.mjs');
	expect(readText('.ci/publish.mjs')).toContain(
		"GITHUB_ACTIONS !== 'true' || provenance !== 'true'",
	);
});
