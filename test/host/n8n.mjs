import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command.mjs';
import { Execution } from './execution.mjs';
import { freePort } from './ports.mjs';
import { pathWith } from './install.mjs';

/** Nothing that n8n would ask of, or tell to, anybody outside this machine. */
const ALONE = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	// Their registry is asked for at every start, and none of them is of use here.
	N8N_DISABLED_MODULES: 'agents,chat-hub,instance-ai,mcp,mcp-registry,quick-connect',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	// The templates keep no data of runs that succeed. n8n's server deletes their files every 15
	// minutes, in the middle of a test. Here it does so once a day (the value is in minutes).
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '1440',
};

/** How long n8n may take to start; the first time it also makes its database. */
const START_SECONDS = 240;

/** A real n8n with a user folder of its own. */
export class N8n {
	/** How the server is started. */
	serverArguments = ['start'];

	/**
	 * @param {{ programs: { node: string, n8n: string }, userFolder: string, port: number,
	 *   log?: string, environment?: Record<string, string> }} options
	 */
	constructor({ programs, userFolder, port, log, environment = {} }) {
		this.programs = programs;
		this.userFolder = userFolder;
		this.url = `http://localhost:${port}`;
		this.log = log ?? join(userFolder, 'n8n.log');
		/** The one folder whose files workflows may read. */
		this.files = join(userFolder, 'files');
		mkdirSync(this.files, { recursive: true });
		this.environment = {
			...withoutN8nSettings(process.env),
			...ALONE,
			PATH: pathWith(programs.node),
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(port),
			N8N_HOST: 'localhost',
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_SECURE_COOKIE: 'false',
			N8N_RESTRICT_FILE_ACCESS_TO: this.files,
			N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
			GENERIC_TIMEZONE: 'Europe/Stockholm',
			...environment,
		};
	}

	/**
	 * Runs one of n8n's commands, beside a running n8n or without it.
	 *
	 * @returns {Promise<string>} what it printed
	 */
	async command(...args) {
		const { node, n8n } = this.programs;
		const broker = String(await freePort());
		return await run(node, [n8n, ...args], {
			cwd: this.userFolder,
			env: { ...this.environment, N8N_RUNNERS_BROKER_PORT: broker },
		});
	}

	/**
	 * Executes a workflow by n8n's command, which starts at its Manual Trigger.
	 *
	 * @throws where the execution fails, with what n8n printed
	 */
	async execute(id) {
		const printed = await this.command('execute', `--id=${id}`, '--rawOutput');
		const [json] = /^\{[\s\S]*^\}/m.exec(printed) ?? [];
		if (json === undefined) throw new Error(`${id} failed:\n${printed}`);
		return new Execution(JSON.parse(json));
	}

	/** Starts the server and waits until it answers. */
	async start() {
		const { node, n8n } = this.programs;
		const env = { ...this.environment, N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
		this.child = spawn(node, [n8n, ...this.serverArguments], {
			cwd: this.userFolder,
			env,
			stdio: ['ignore', 'pipe', 'pipe'],
			// Ctrl+C reaches this program alone, which then ends n8n in order.
			detached: true,
		});
		this.ended = once(this.child, 'close');
		const log = createWriteStream(this.log, { flags: 'a' });
		for (const stream of [this.child.stdout, this.child.stderr]) stream.pipe(log, { end: false });
		await this.answers();
	}

	/** Ends the server and all that it has started. */
	async stop() {
		if (!this.isRunning) return;
		this.child.kill('SIGTERM');
		const isOver = await Promise.race([this.ended.then(() => true), sleep(15_000, false)]);
		if (!isOver) this.kill();
		await this.ended;
	}

	/** Ends it at once and without a word, as when its machine is gone; `ended` says when it is. */
	kill() {
		if (this.isRunning) process.kill(-this.child.pid, 'SIGKILL');
	}

	get isRunning() {
		return this.child !== undefined && this.child.exitCode === null && !this.child.signalCode;
	}

	async answers() {
		const end = Date.now() + START_SECONDS * 1000;
		while (Date.now() < end) {
			if (this.child.exitCode !== null) throw new Error(`n8n ended by itself; see ${this.log}`);
			if (await this.isReady()) return;
			await sleep(500);
		}
		await this.stop();
		throw new Error(`n8n did not start within ${START_SECONDS} seconds; see ${this.log}`);
	}

	async isReady() {
		try {
			const [health, settings] = await Promise.all([
				fetch(`${this.url}/healthz/readiness`),
				fetch(`${this.url}/rest/settings`),
			]);
			return health.ok && settings.ok && 'data' in (await settings.json());
		} catch {
			return false;
		}
	}
}

/** Settings of an n8n that is used otherwise on this machine are no business of this one. */
function withoutN8nSettings(environment) {
	const own = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|NODES_|NODE_OPTIONS$|NODE_FUNCTION_)/;
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.test(name)));
}
