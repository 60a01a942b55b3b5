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

test('a release is published by GitHub with provenance, and only after everything has passed', () => {
	const workflow = readText('.github/workflows/release.yml');
	expect(workflow).toMatch(/^ {6}id-token: write$/m);
	const steps = ['.ci/run', 'npm run test:package', 'npm publish --provenance'];
	const places = steps.map((step) => workflow.indexOf(step));
	expect(places).toEqual([...places].sort((a, b) => a - b));
	expect(places[0]).toBeGreaterThan(0);
	// npm takes GitHub's own token, so there is none to leak.
	expect(workflow).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
});

test('everything is tried on every version of Node that the README names', () => {
	const workflow = readText('.github/workflows/ci.yml');
	const [, ...versions] = /Node ([\d.]+) or ([\d.]+\d)/.exec(readText('README.md'))!;
	for (const version of versions) expect(workflow).toContain(`'${version}'`);
	expect(workflow).toContain('run: .ci/run');
});
