import nock from 'nock';

/** The address that n8n's BambooHR node has built in. */
const HOST = 'https://api.bamboohr.com';

/** An employee as BambooHR's company directory lists one, as far as the templates use it. */
export interface ListedEmployee {
	id: string;
	displayName: string;
	firstName: string;
	lastName: string;
	jobTitle: string | null;
	workEmail: string | null;
	department: string | null;
	location: string | null;
	division: string | null;
	supervisor: string | null;
}

export interface BambooHr {
	readonly subdomain: string;
	readonly apiKey: string;
	employees: ListedEmployee[];
	/** Requests for the directory that were answered with it. */
	reads: number;
	close(): void;
}

/**
 * Replaces BambooHR. Its address cannot be changed in n8n's node, so calls to it are caught
 * on their way out of this process; all others go where they go.
 *
 * As there: the API key is the name in HTTP Basic, any password will do, and a wrong key is 401.
 */
export function startBambooHr(employees: ListedEmployee[]): BambooHr {
	const server: BambooHr = {
		subdomain: 'nordvik',
		apiKey: 'sandbox-bamboohr-key',
		employees,
		reads: 0,
		close: () => {
			nock.cleanAll();
			nock.restore();
		},
	};
	const basic = `Basic ${Buffer.from(`${server.apiKey}:x`).toString('base64')}`;
	if (!nock.isActive()) nock.activate();
	nock(HOST)
		.persist()
		.get(`/api/gateway.php/${server.subdomain}/v1/employees/directory`)
		.reply(function () {
			if (this.req.headers.authorization !== basic) return [401, ''];
			server.reads++;
			return [200, { fields: [], employees: server.employees }];
		});
	return server;
}

/** An invented employee. */
export function listedEmployee(id: string, values: Partial<ListedEmployee> = {}): ListedEmployee {
	const [firstName, lastName] = ['Åsa', `Ek ${id}`];
	return {
		id,
		displayName: `${firstName} ${lastName}`,
		firstName,
		lastName,
		jobTitle: 'Kamrer',
		workEmail: `asa.${id}@nordvik.example`,
		department: 'Finance',
		location: 'Umeå',
		division: null,
		supervisor: null,
		...values,
	};
}
