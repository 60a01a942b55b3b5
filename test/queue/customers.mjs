import { randomBytes, randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { credentialData } from '../host/credentials.mjs';
import { changeSurname, employedOn } from '../sandbox/flex/changes.ts';
import { aMorningsChanges } from '../sandbox/flex/morning.ts';
import { startFlex } from '../sandbox/flex/server.ts';
import { generateDirectory } from '../sandbox/people.ts';
import { guidOf } from '../sandbox/random.ts';
import { startWinningtemp } from '../sandbox/winningtemp/server.ts';
import { activeOnly, byPath, wantedState } from '../workflow/templates/expectation.ts';

/** How long either system takes for an answer, in milliseconds: a short way over a network. */
const LATENCY = 40;

/** Every fourth place in the directory has the same id at every customer, for other people. */
const SHARED_EVERY = 4;

const FIFTH = 5;

/** One customer: an HR system, a tenant, two credentials and a workflow, all of its own. */
export class Customer {
	changes = 0;

	/** @param {{ number: number, people: number, day: string }} options `number`: from 1 */
	static async start({ number, people, day }) {
		const customer = new Customer();
		customer.id = `customer-${String(number).padStart(2, '0')}`;
		customer.day = day;
		const secret = () => randomBytes(12).toString('base64url');
		customer.flex = await startFlex({
			model: directoryOf(number, people, day),
			username: `api.${customer.id}`,
			password: secret(),
			latency: LATENCY,
		});
		customer.winningtemp = await startWinningtemp({
			token: secret(),
			// Tenants differ.
			bulk: number % 5 === 0 ? { maxOperations: 100, maxPayloadSize: 1_048_576 } : null,
			latency: LATENCY,
		});
		return customer;
	}

	/** What `import:credentials` reads: the two credentials of this customer. */
	credentials(mail) {
		const data = credentialData({ flex: this.flex, winningtemp: this.winningtemp, mail });
		return ['flexHrmApi', 'winningtempApi'].map((type) => ({
			...this.reference(type),
			type,
			data: { ...data[type], customer: this.id },
		}));
	}

	/**
	 * The template as this customer's own workflow, which writes, keeps what it has done, and adds a
	 * row to the table of all customers. Like
	 * the editor when it imports one, it gives the form an address of its own: n8n publishes no
	 * two workflows with the same.
	 */
	workflow(template) {
		const settings = { ...template.settings, saveDataSuccessExecution: 'all' };
		const nodes = template.nodes.map((node) => ({
			...node,
			...(node.webhookId && { webhookId: randomUUID() }),
			...(node.credentials && { credentials: this.references(node.credentials) }),
			...(node.name === 'Keep the history' && { disabled: false }),
			...(node.name === 'Apply the changes' && {
				parameters: { ...node.parameters, dryRun: false },
			}),
		}));
		return { ...template, id: this.id, name: `${template.name}, ${this.id}`, settings, nodes };
	}

	references(credentials) {
		return Object.fromEntries(Object.keys(credentials).map((type) => [type, this.reference(type)]));
	}

	reference(type) {
		return { id: `${this.id}-${type}`, name: `${type} of ${this.id}` };
	}

	/** What the tenant must hold, worked out from this customer's HR system alone. */
	wanted() {
		return wantedState(this.flex.model, this.day);
	}

	/** What it does hold; those who have left are not looked at. */
	held() {
		return activeOnly(byPath(this.winningtemp.state()));
	}

	isRight() {
		return isDeepStrictEqual(this.held(), this.wanted());
	}

	/**
	 * A new surname for every fifth one, each time for others: fewer than a guard would hold. The
	 * first time also joiners, a leaver and a move.
	 */
	change() {
		if (this.changes === 0) aMorningsChanges(this.flex.model, this.day);
		const people = employedOn(this.flex.model, this.day).filter(({ emailWork }) => emailWork);
		for (const [i, { id, lastName }] of people.entries()) {
			if (i % FIFTH === this.changes % FIFTH) {
				changeSurname(this.flex.model, id, `${lastName} Ny`);
			}
		}
		this.changes++;
	}

	/** Requests that somebody sent who was not let in, or to what is not there. */
	refused() {
		return [this.flex, this.winningtemp].flatMap(({ requests }) =>
			requests.filter(({ status }) => [401, 403].includes(status)),
		);
	}

	countRequests() {
		return this.flex.requests.length + this.winningtemp.requests.length;
	}

	clearRequests() {
		this.flex.clearRequests();
		this.winningtemp.clearRequests();
	}

	async close() {
		await Promise.all([this.flex.close(), this.winningtemp.close()]);
	}
}

/**
 * Other people than at any other customer, many of them with the ids that others have there. Work
 * e-mails are the same here and there by themselves: the customers' companies have the same names.
 */
function directoryOf(number, people, referenceDate) {
	const model = generateDirectory({
		seed: number,
		people,
		companies: 1 + (number % 2),
		instance: String(4710 + number),
		referenceDate,
	});
	const ids = new Map(
		model.employees.flatMap(({ id }, i) =>
			i % SHARED_EVERY === 0 ? [[id, guidOf(0, 'employee of several', i)]] : [],
		),
	);
	const isGuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
	return JSON.parse(JSON.stringify(model).replace(isGuid, (id) => ids.get(id) ?? id));
}
