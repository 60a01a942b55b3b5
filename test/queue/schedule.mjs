import { setTimeout as sleep } from 'node:timers/promises';
import { publish } from '../host/publishing.mjs';
import { until } from '../host/until.mjs';

const TRIGGER = 'Every night at 01:00';

/** How long it may take to publish all workflows before they are to run, in seconds. */
const FIRST_LEAD = 60;
const LEAST_LEAD = 30;

/** How long all runs of one night may take together, in seconds. */
const NIGHT_SECONDS = 400;

const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);

/** The schedules of many workflows, and what came of them. */
export class Nights {
	/** @param {import('../host/session.mjs').Session} session */
	constructor(session, workflowIds) {
		this.session = session;
		this.workflowIds = workflowIds;
		this.lead = FIRST_LEAD;
	}

	/**
	 * Sets all Schedule Triggers to one and the same moment, as if it were tonight's 01:00, and
	 * waits for it.
	 *
	 * @returns {Promise<Night>}
	 */
	async begin() {
		const before = await this.lastExecution();
		const start = Date.now();
		const moment = new Date(Math.ceil(start / 1000 + this.lead) * 1000);
		await Promise.all(this.workflowIds.map((id) => this.schedule(id, moment)));
		const seconds = (Date.now() - start) / 1000;
		// Later ones would not run before tomorrow.
		if (Date.now() > moment) throw new Error(`Publishing took ${seconds} seconds: too long`);
		this.lead = Math.max(LEAST_LEAD, 3 * seconds);
		await sleep(moment - Date.now());
		return new Night(this, before, moment);
	}

	async schedule(id, moment) {
		const { nodes } = await this.session.get(`/rest/workflows/${id}`);
		const rule = { interval: [{ field: 'cronExpression', expression: cronOf(moment) }] };
		const changed = nodes.map((node) =>
			node.name === TRIGGER ? { ...node, parameters: { ...node.parameters, rule } } : node,
		);
		const { versionId } = await this.session.patch(`/rest/workflows/${id}`, { nodes: changed });
		await publish(this.session, id, versionId);
	}

	async lastExecution() {
		const [latest] = await this.executions();
		return latest ? Number(latest.id) : 0;
	}

	/** The latest executions of these workflows, the last one first. */
	async executions() {
		const { results } = await this.session.get('/rest/executions?limit=100');
		return results
			.filter(({ workflowId }) => this.workflowIds.includes(workflowId))
			.sort((a, b) => Number(b.id) - Number(a.id));
	}
}

/** What was started at one moment. */
class Night {
	constructor(nights, before, moment) {
		this.nights = nights;
		this.before = before;
		this.moment = moment;
	}

	async executions() {
		return (await this.nights.executions()).filter(({ id }) => Number(id) > this.before);
	}

	/**
	 * Waits until all have ended, or all but those that nobody works on now.
	 *
	 * @param {() => string[]} lost ids of executions that are not waited for
	 */
	async end(lost = () => []) {
		const { length } = this.nights.workflowIds;
		return await until(
			`all ${length} runs have ended`,
			async () => {
				const found = await this.executions();
				const given = new Set(lost());
				const ended = found.filter(({ id, status }) => ENDED.has(status) || given.has(id));
				return ended.length >= length && found;
			},
			NIGHT_SECONDS,
		);
	}

	/** From the moment that was set until the last of these had ended. */
	seconds(executions) {
		const ends = executions.map(({ stoppedAt }) => new Date(stoppedAt).getTime());
		return (ends.reduce((a, b) => Math.max(a, b)) - this.moment.getTime()) / 1000;
	}
}

/** That second of every day, in the time zone of the templates. */
function cronOf(moment) {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone: 'Europe/Stockholm',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
		hourCycle: 'h23',
	}).formatToParts(moment);
	const of = (type) => Number(parts.find((part) => part.type === type).value);
	return `${of('second')} ${of('minute')} ${of('hour')} * * *`;
}
