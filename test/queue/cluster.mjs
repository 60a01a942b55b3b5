import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../host/folders.mjs';
import { importCredentials, importWorkflows } from '../host/imports.mjs';
import { installedN8n } from '../host/install.mjs';
import { N8n } from '../host/n8n.mjs';
import { installPackage, packed } from '../host/pack.mjs';
import { freePort } from '../host/ports.mjs';
import { newLogIn, Session } from '../host/session.mjs';
import { Disk, whyNoDisk } from './disk.mjs';
import { startPostgresql } from './postgresql.mjs';
import { serverPrograms } from './programs.mjs';
import { startRedis } from './redis.mjs';
import { Worker } from './worker.mjs';

/** What the processes have said, for the person who looks into a failure. */
const LOGS = join(root, '.output/queue');

/** n8n warns below 5. */
export const CONCURRENCY = 5;

/** PostgreSQL, Redis, n8n's main process and its workers: all on this machine, all thrown away. */
export class Cluster {
	running = [];

	workers = [];

	/**
	 * Starts the two databases and puts this package, credentials and workflows into n8n, none of
	 * whose processes runs yet.
	 *
	 */
	async prepare({ credentials, workflows }) {
		const servers = serverPrograms();
		const programs = installedN8n();
		this.folder = mkdtempSync(join(tmpdir(), 'n8n-queue-'));
		// PostgreSQL runs as another user where this one is root.
		chmodSync(this.folder, 0o711);
		rmSync(LOGS, { recursive: true, force: true });
		mkdirSync(LOGS, { recursive: true });

		const [database, queue] = ['postgresql', 'redis'].map((name) => join(this.folder, name));
		for (const one of [database, queue]) mkdirSync(one);
		if (!whyNoDisk()) this.disk = new Disk(database);
		const postgresql = await this.keep(startPostgresql(servers, database));
		const redis = await this.keep(startRedis(servers, queue));
		this.postgresql = postgresql.server;
		this.redis = redis.server;
		const environment = {
			...postgresql.environment,
			...redis.environment,
			EXECUTIONS_MODE: 'queue',
			N8N_MULTI_MAIN_SETUP_ENABLED: 'false',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64url'),
			// Else some of many that are published together wait a quarter of a minute.
			N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1000',
		};
		this.tarball = await packed(this.folder);
		this.options = { programs, environment };
		this.main = new N8n(await this.place('main'));
		await importCredentials(this.main, credentials);
		await importWorkflows(this.main, workflows);
	}

	/** Starts the main process with an owner who is logged in, and workers by these names. */
	async serve(names) {
		this.running.push(this.main);
		await this.main.start();
		this.session = new Session(this.main.url);
		await this.session.setUp(newLogIn());
		this.workers = await Promise.all(names.map((name) => this.startWorker(name)));
	}

	async startWorker(name) {
		const options = await this.place(name);
		const worker = new Worker({ ...options, name, concurrency: CONCURRENCY });
		this.running.push(worker);
		await worker.start();
		return worker;
	}

	/**
	 * Starts what has ended by itself once more, as a service manager does: the databases first.
	 *
	 * @returns {Promise<string[]>} the names of what had ended
	 */
	async revive() {
		const ended = [];
		for (const [name, one] of [
			['PostgreSQL', this.postgresql],
			['Redis', this.redis],
		]) {
			if (!one.isRunning) ended.push(name);
			await one.revive();
		}
		for (const one of [this.main, ...this.workers]) {
			if (one.isRunning) continue;
			ended.push(one === this.main ? 'n8n' : 'a worker');
			await one.start();
		}
		return ended;
	}

	/** A user folder with the package in it, a port, and a log. */
	async place(name) {
		const userFolder = join(this.folder, name);
		await installPackage(this.tarball, userFolder);
		return { ...this.options, userFolder, port: await freePort(), log: join(LOGS, `${name}.log`) };
	}

	async keep(started) {
		const { server, environment } = await started;
		this.running.push(server);
		return { server, environment };
	}

	/** Ends everything in order, the last to come first. */
	async close() {
		for (const one of this.running.reverse()) await one.stop();
		this.forget();
	}

	/** Ends everything at once; for when there is no time left to wait. */
	kill() {
		for (const one of this.running) one.kill();
		this.forget();
	}

	forget() {
		this.disk?.remove();
		if (this.folder) rmSync(this.folder, { recursive: true, force: true });
	}
}
