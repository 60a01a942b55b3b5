import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { addDays } from '../sandbox/dates.ts';
import { startWinningtemp } from '../sandbox/winningtemp/server.ts';
import { wantedState } from '../workflow/templates/expectation.ts';
import { credentialRecords } from './credentials.mjs';
import { root, testData } from './folders.mjs';
import { importCredentials, importWorkflows } from './imports.mjs';
import { installedN8n } from './install.mjs';
import { N8n } from './n8n.mjs';
import { installPackage, packed } from './pack.mjs';
import { freePort } from './ports.mjs';
import { newLogIn, Session } from './session.mjs';
import { startStandIns } from './standIns.mjs';
import { templates } from './templates.mjs';
import { today } from './today.mjs';

/** What the tests share: one n8n with this package, and the stand-ins that it talks to. */
export class Host {
	/** Installs all that is needed; n8n's server is not started yet. */
	static async prepare() {
		const host = new Host();
		host.day = today();
		host.programs = installedN8n();
		host.standIns = await startStandIns({
			directory: { people: 60, companies: 2, referenceDate: host.day },
		});
		host.firm = structuredClone(host.flex.model);
		rmSync(testData, { recursive: true, force: true });
		host.n8n = await host.anotherN8n('host');
		host.tarball = await packed(testData);
		await installPackage(host.tarball, host.n8n.userFolder);
		// The templates look at the day on which they run, so that may be another than the tests
		// expect from midnight on: of these people nobody begins, ends or moves then.
		const wantedOn = (day) => wantedState(host.flex.model, day);
		assert.deepEqual(wantedOn(addDays(host.day, 1)), wantedOn(host.day));
		await importCredentials(host.n8n, credentialRecords(host.standIns));
		host.importTold = await importWorkflows(host.n8n, templates());
		return host;
	}

	/** An n8n of the same installation with a user folder of its own. */
	async anotherN8n(name) {
		const userFolder = join(testData, name);
		const environment = {
			NODE_OPTIONS: `--require ${join(root, 'test/support/slackHere.cjs')}`,
			SLACK_STAND_IN: this.standIns.chat.origin,
		};
		return new N8n({ programs: this.programs, userFolder, port: await freePort(), environment });
	}

	get flex() {
		return this.standIns.flex;
	}

	get winningtemp() {
		return this.standIns.winningtemp;
	}

	get chat() {
		return this.standIns.chat;
	}

	get mails() {
		return this.standIns.mail.mails;
	}

	async add(...workflows) {
		await importWorkflows(this.n8n, workflows);
	}

	/** Executes a workflow with empty logs at the stand-ins. */
	async execute(id) {
		this.flex.clearRequests();
		this.winningtemp.clearRequests();
		return await this.n8n.execute(id);
	}

	/** The same in n8n's server, from this trigger: n8n's command knows no data tables. */
	async executeInServer(id, trigger) {
		this.flex.clearRequests();
		this.winningtemp.clearRequests();
		return await this.session.execute(id, trigger);
	}

	/** Flex lists the people of the first day again: what a suite did to them is gone. */
	restoreFirm() {
		const { model } = this.flex;
		Object.assign(model, structuredClone(this.firm), { revision: model.revision + 1 });
	}

	/** Winningtemp holds nobody again, at the same address. */
	async emptyTenant(options = {}) {
		const port = Number(new URL(this.winningtemp.url).port);
		await this.winningtemp.close();
		this.standIns.winningtemp = await startWinningtemp({ ...options, port });
	}

	/** Starts n8n's server, with an owner who is logged in. */
	async serve() {
		await this.n8n.start();
		this.logIn = newLogIn();
		this.session = new Session(this.n8n.url);
		await this.session.setUp(this.logIn);
	}

	async close() {
		await this.n8n?.stop();
		await this.standIns?.close();
	}
}
