// npm run n8n [-- --reset]: a real n8n with this package, its templates, and stand-ins to talk to.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { credentialData, credentialRecords } from './credentials.mjs';
import { csvOf, treeOf } from './csvFile.mjs';
import { editorSettings, keepEditorSettings } from './editorSettings.mjs';
import { editorData } from './folders.mjs';
import { importCredentials, importWorkflows } from './imports.mjs';
import { ensureN8n, N8N_VERSION } from './install.mjs';
import { N8n } from './n8n.mjs';
import { installPackage, packed } from './pack.mjs';
import { startPage } from '../sandbox/page/server.ts';
import { Session } from './session.mjs';
import { startStandIns } from './standIns.mjs';
import { readyToRun, templates } from './templates.mjs';
import { today } from './today.mjs';

const HELP = `Starts n8n ${N8N_VERSION} with this package, all templates, and stand-ins for both systems.

  npm run n8n -- [options]

  --install    only installs n8n, where it is not yet, and ends
  --reset      forgets log-in, workflows and executions first; n8n stays installed
  --port N     the editor's port             (5678)
  --people N   how many invented employees   (250)`;

const { values } = parseArgs({
	options: {
		install: { type: 'boolean', default: false },
		reset: { type: 'boolean', default: false },
		port: { type: 'string', default: '5678' },
		people: { type: 'string', default: '250' },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

const closing = [];
const stopped = new Promise((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
});

if (values.help) {
	console.log(HELP);
} else if (values.install) {
	await ensureN8n(console.log);
	console.log(`n8n ${N8N_VERSION} is installed.`);
} else {
	try {
		await Promise.race([open(), stopped]);
		await stopped;
	} catch (problem) {
		if (problem.code !== 'EADDRINUSE') throw problem;
		console.error(`Port ${problem.port} is in use: does "npm run n8n" run already?`);
		process.exitCode = 1;
	} finally {
		for (const close of closing.reverse()) await close();
	}
	// npm may have been asked to stop while something was still being installed.
	process.exit();
}

async function open() {
	const programs = await ensureN8n(console.log);
	if (values.reset) rmSync(editorData, { recursive: true, force: true });
	const settings = await editorSettings(editorData);
	keepEditorSettings(editorData, settings);

	const standIns = await startStandIns({
		directory: { people: Number(values.people), companies: 2, referenceDate: today() },
		ports: settings.ports,
	});
	closing.push(() => standIns.close());
	const page = await startPage(standIns, today, { port: settings.ports.page });
	closing.push(() => page.close());

	console.log('The package is packed and installed, credentials and templates are imported.');
	await installPackage(await packed(editorData), editorData);
	const n8n = new N8n({ programs, userFolder: editorData, port: Number(values.port) });
	// Keys and the ports of the mail and SSH servers are new at every start.
	await importCredentials(n8n, credentialRecords(standIns));
	const file = join(n8n.files, 'employees.csv');
	writeFileSync(file, csvOf(standIns.flex.model, today()));
	const tree = join(n8n.files, 'organization-tree.csv');
	writeFileSync(tree, treeOf(standIns.flex.model));
	const files = {
		'csv-to-winningtemp': ['Read the file', file],
		'flex-tree-to-winningtemp': ['Read the tree', tree],
	};
	if (!settings.isSetUp) await importWorkflows(n8n, readyToRun(templates(), files));

	console.log('n8n starts.');
	closing.push(() => n8n.stop());
	await n8n.start();
	if (!settings.isSetUp) {
		await new Session(n8n.url).setUp(settings.logIn);
		keepEditorSettings(editorData, { ...settings, isSetUp: true });
	}
	console.log(welcome(n8n, settings.logIn, standIns, page));
}

function welcome(n8n, logIn, standIns, page) {
	const { model } = standIns.flex;
	const { flexHrmApi, winningtempApi } = credentialData(standIns);
	return `
n8n is ready, with ${model.employees.length} invented people in Flex and nobody in Winningtemp.

  Editor     ${n8n.url}/workflow/flex-to-winningtemp
  E-mail     ${logIn.email}
  Password   ${logIn.password}
  Stand-ins  ${page.url} lets things happen in them: a morning, many leavers, a failing system.
             docs/tour.md leads through it in ten minutes.

  All templates have their credentials. In the one above, press the large button "Execute workflow".
  To make the credentials yourself:

  Flex HRM API      Base URL     ${flexHrmApi.baseUrl}
                    Username     ${flexHrmApi.username}
                    Password     ${flexHrmApi.password}
                    Instance ID  ${flexHrmApi.instanceId}
                    Company IDs  ${model.companies.map(({ companyNumber }) => companyNumber).join(', ')}
  Winningtemp API   Base URL     ${winningtempApi.baseUrl}
                    Token        ${winningtempApi.token}

  What n8n keeps, and its log, lies in ${editorData}.
${standIns.whyNoSsh ? `  ${standIns.whyNoSsh}\n` : ''}
What you change in n8n is kept, what is in the stand-ins is not. Stop with Ctrl+C.
`;
}
