import { randomBytes } from 'node:crypto';
import { Execution, unfolded } from './execution.mjs';
import { until } from './until.mjs';

/** Somebody who is logged in to n8n: its REST interface, as the editor uses it. */
export class Session {
	constructor(url) {
		this.url = url;
		this.cookie = '';
	}

	/** Makes the owner's account of an n8n that has none yet. */
	async setUp({ email, password }) {
		const owner = { email, password, firstName: 'Anna', lastName: 'Berg' };
		await this.post('/rest/owner/setup', owner);
	}

	async logIn({ email, password }) {
		await this.post('/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** All node types that this n8n offers, as `type version`. */
	async nodeTypes() {
		const response = await fetch(`${this.url}/types/nodes.json`, {
			headers: { Cookie: this.cookie },
		});
		const types = await response.json();
		return new Set(
			types.flatMap(({ name, version }) => [version].flat().map((one) => `${name} ${one}`)),
		);
	}

	get = (path) => this.request('GET', path);
	post = (path, body = {}) => this.request('POST', path, body);
	patch = (path, body) => this.request('PATCH', path, body);

	/**
	 * Executes a workflow from this trigger, as *Execute workflow* does. It must save manual
	 * executions.
	 *
	 * @returns {Promise<Execution>} whatever came of it
	 */
	async execute(id, trigger) {
		const start = { triggerToStartFrom: { name: trigger } };
		const { executionId } = await this.post(`/rest/workflows/${id}/run`, start);
		return await until(`${id} has run`, async () => {
			const { data, status, stoppedAt } = await this.get(`/rest/executions/${executionId}`);
			return stoppedAt && new Execution({ status, data: unfolded(data) });
		});
	}

	/**
	 * @returns what n8n gives as `data`
	 * @throws where n8n refuses, with what it says
	 */
	async request(method, path, body) {
		const response = await fetch(`${this.url}${path}`, {
			method,
			redirect: 'manual',
			headers: {
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				...(this.cookie ? { Cookie: this.cookie } : {}),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		for (const cookie of response.headers.getSetCookie()) {
			if (cookie.startsWith('n8n-auth=')) this.cookie = cookie.split(';')[0];
		}
		const text = await response.text();
		if (!response.ok)
			throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
		return text ? JSON.parse(text).data : undefined;
	}
}

/** A log-in for one n8n folder. n8n wants eight characters with a digit and a capital. */
export function newLogIn() {
	return { email: 'owner@example.com', password: `${randomBytes(12).toString('base64url')}A1` };
}
