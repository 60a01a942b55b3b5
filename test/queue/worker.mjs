import { existsSync, readFileSync } from 'node:fs';
import { N8n } from '../host/n8n.mjs';

/** A worker of n8n's queue mode, with a user folder of its own, as on a machine of its own. */
export class Worker extends N8n {
	/** @param {{ name: string, port: number, concurrency: number }} options and those of `N8n` */
	constructor({ name, concurrency, environment, ...options }) {
		const health = {
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(options.port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		};
		super({ ...options, environment: { ...environment, ...health } });
		this.name = name;
		this.serverArguments = ['worker', `--concurrency=${concurrency}`];
	}

	async isReady() {
		try {
			return (await fetch(`${this.url.replace('localhost', '127.0.0.1')}/healthz/readiness`)).ok;
		} catch {
			return false;
		}
	}

	/** It begins with nothing, whatever it had when it ended. */
	async start() {
		this.before = this.said().length;
		await super.start();
	}

	/** Ids of the executions that it says it has started, in that order. */
	get started() {
		return executionsIn(this.said(), 'started');
	}

	get finished() {
		return executionsIn(this.said(), 'finished');
	}

	/** Those that it has under way, or had when it ended. */
	get underWay() {
		const said = this.said().slice(this.before);
		const finished = new Set(executionsIn(said, 'finished'));
		return executionsIn(said, 'started').filter((id) => !finished.has(id));
	}

	/** The most memory that it has had so far, in MB, as Linux counts it. */
	get peakMemory() {
		const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(
			readFileSync(`/proc/${this.child.pid}/status`, 'utf8'),
		);
		return Math.round(Number(kilobytes) / 1024);
	}

	said() {
		return existsSync(this.log) ? readFileSync(this.log, 'utf8') : '';
	}
}

function executionsIn(said, what) {
	return [...said.matchAll(new RegExp(`Worker ${what} execution (\\d+) `, 'g'))].map(
		([, id]) => id,
	);
}
