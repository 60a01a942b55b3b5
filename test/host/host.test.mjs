// npm run test:host: this package in a real n8n, as a consultant meets it.
import { after, before, describe } from 'node:test';
import { parseArgs } from 'node:util';
import { credentialsSuite } from './credentials.suite.mjs';
import { editorSuite } from './editor.suite.mjs';
import { formsSuite } from './forms.suite.mjs';
import { historySuite } from './history.suite.mjs';
import { Host } from './host.mjs';
import { readinessSuite } from './readiness.suite.mjs';
import { recipesSuite } from './recipes.suite.mjs';
import { scheduleSuite } from './schedule.suite.mjs';
import { tourSuite } from './tour.suite.mjs';
import { upgradeSuite } from './upgrade.suite.mjs';
import { workflowsSuite } from './workflows.suite.mjs';

const { values } = parseArgs({
	options: {
		/** A folder for pictures of the editor. */
		screenshots: { type: 'string' },
		/** Some of the suites, e.g. `editor,forms`; default: all. */
		only: { type: 'string', default: '' },
	},
});
const only = values.only.split(',').filter(Boolean);
const isWanted = ([name]) => only.length === 0 || only.includes(name);

const BY_COMMANDS = Object.entries({
	workflows: workflowsSuite,
	readiness: readinessSuite,
	upgrade: upgradeSuite,
});
const BY_SERVER = Object.entries({
	credentials: credentialsSuite,
	editor: editorSuite,
	forms: formsSuite,
	schedule: scheduleSuite,
	history: historySuite,
	tour: tourSuite,
	recipes: recipesSuite,
});

/** Filled before the first test, so that all suites talk to the same n8n. */
const host = { pictures: values.screenshots };

describe('in a real n8n', { timeout: 3_600_000 }, () => {
	before(async () => {
		const prepared = await Host.prepare();
		Object.setPrototypeOf(host, Host.prototype);
		Object.assign(host, prepared);
	});
	after(async () => await host.close?.());

	/** Each suite begins with the same people in Flex, so that no suite depends on the ones before. */
	const add = ([name, suite]) =>
		describe(name, () => {
			before(() => host.restoreFirm());
			suite(host);
		});

	BY_COMMANDS.filter(isWanted).forEach(add);

	const withServer = BY_SERVER.filter(isWanted);
	if (withServer.length === 0) return;
	describe('with its server', () => {
		before(async () => await host.serve());
		after(async () => await host.n8n.stop());

		withServer.forEach(add);
	});
});
