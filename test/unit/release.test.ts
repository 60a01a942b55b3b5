import ownPackage from '../../package.json';
import { readText } from '../support/files';

/** What a release promises; the workflow on GitHub holds the tag against the same. */

const SEMANTIC = /^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/;
const changelog = readText('CHANGELOG.md');
const headings = [...changelog.matchAll(/^## \[(.+?)\](?: - (.+))?$/gm)].map(
	([, version, date]) => ({ version: version!, date }),
);

test('the changelog begins with what is not released, then has every version, the newest first', () => {
	const [unreleased, ...releases] = headings;
	expect(unreleased).toEqual({ version: 'Unreleased', date: undefined });
	expect(releases.length).toBeGreaterThan(0);
	const numbers = releases.map(({ version }) => SEMANTIC.exec(version)!.slice(1, 4).map(Number));
	const falling = [...numbers].sort((a, b) => b[0]! - a[0]! || b[1]! - a[1]! || b[2]! - a[2]!);
	expect(numbers).toEqual(falling);
	for (const { date } of releases) {
		expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		expect(new Date(date!).toISOString().slice(0, 10)).toBe(date);
	}
});

test('the version of the package is in it, with what was changed and a link', () => {
	const { version } = ownPackage;
	expect(version).toMatch(SEMANTIC);
	expect(headings.map((heading) => heading.version)).toContain(version);
	const from = changelog.indexOf(`## [${version}]`);
	const section = changelog.slice(from).split(/^(?:## |\[)/m)[1]!;
	expect(section).toMatch(/^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/m);
	expect(section).toMatch(/^- \S/m);
	const home = ownPackage.repository.url.replace(/^git\+|\.git$/g, '');
	for (const heading of headings) {
		expect(changelog).toMatch(
			new RegExp(`^\\[${heading.version.replaceAll('.', '\\.')}\\]: ${home}/`, 'm'),
		);
	}
});

/** The text of one job of a workflow, by its name. */
function jobOf(workflow: string, name: string): string {
	const [, after = ''] = workflow.split(new RegExp(`^ {2}${name}:$`, 'm'));
	return after.split(/^ {2}\w+:$/m)[0]!;
}

const WORKFLOWS = ['.github/workflows/ci.yml', '.github/workflows/release.yml'];

test('a release is published by GitHub with provenance, and only after everything has passed', () => {
	const workflow = readText('.github/workflows/release.yml');
	expect(jobOf(workflow, 'build')).toContain('run: .ci/run');
	expect(jobOf(workflow, 'build')).toContain('run: npm run test:package');
	expect(jobOf(workflow, 'publish')).toContain('needs: build');
	expect(jobOf(workflow, 'publish')).toContain('npm publish ./release/*.tgz --provenance');
	// npm takes GitHub's own token, so there is none to leak.
	expect(workflow).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
});

test('only the job that publishes may write, in a protected environment, and it runs no code of the repository', () => {
	const workflow = readText('.github/workflows/release.yml');
	const [build, publish] = [jobOf(workflow, 'build'), jobOf(workflow, 'publish')];
	expect(workflow).toMatch(/^permissions: \{\}$/m);
	expect(build).toMatch(/^ {6}contents: read$/m);
	expect(build).not.toMatch(/: write\b/);
	expect(publish).toMatch(/^ {4}environment: npm$/m);
	expect(publish).toMatch(/^ {6}id-token: write$/m);
	// npm is that of Node 24: a package installed here could write, too.
	expect(publish).not.toMatch(/actions\/checkout|npm (ci|install|run|test)/);
});

test.each(WORKFLOWS)(
	'%s pins every action to a commit and keeps no token in the checkout',
	(path) => {
		const workflow = readText(path);
		const actions = [...workflow.matchAll(/uses: (\S+)(.*)$/gm)];
		expect(actions.length).toBeGreaterThan(2);
		for (const [, action, comment] of actions) {
			expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40}$/);
			expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
		}
		const checkouts = workflow.match(/uses: actions\/checkout@/g)!.length;
		expect(workflow.match(/^ {10}persist-credentials: false$/gm)).toHaveLength(checkouts);
	},
);

test('everything is tried on every version of Node that the README names', () => {
	const workflow = readText('.github/workflows/ci.yml');
	const [, ...versions] = /Node ([\d.]+) or ([\d.]+\d)/.exec(readText('README.md'))!;
	for (const version of versions) expect(workflow).toContain(`'${version}'`);
	expect(workflow).toContain('run: .ci/run');
});
