import {
	accountDistributionRecord,
	accountRecord,
	companyRecord,
	defaultAccountRecord,
	employeeRecord,
	employmentPeriodRecord,
	employmentTypeRecord,
} from '../../sandbox/flex/records';
import { DEFAULT_BEHAVIOUR, type FlexBehaviour } from '../../sandbox/flex/behaviour';
import { byId, employeesInOrder, groupedBy } from '../../sandbox/flex/lookup';
import type { FlexModel } from '../../sandbox/flex/model';
import { envelope, requestedPage } from '../../sandbox/flex/paging';
import { BARE_ARRAYS } from '../../sandbox/flex/server';
import type { Answered, Asked } from './answer';

const PREFIX = '/webapi/api';
/** Employees carry their employment type, so that stock nodes can read it, too. */
export const BEHAVIOUR: FlexBehaviour = { ...DEFAULT_BEHAVIOUR, employmentType: 'english' };

/** The largest page, unless a part of the bench asks for smaller ones. What Flex allows is not known. */
export const LARGEST_PAGE = 1000;

/** One list of the API: its entries, and one of them as it goes over the wire. */
interface List {
	endpoint: string;
	entries: readonly unknown[];
	record: (entry: never) => unknown;
}

/**
 * The Flex HRM stand-in of the sandbox as far as a synchronisation reads it, with every page made
 * before: the same records, paging, clamps and bare arrays, and an answer in microseconds.
 */
export class FastFlex {
	readonly credentials = {
		username: 'api.winningtemp',
		password: 'bench-flex-password',
	};
	/** Rows of the largest page; after a change, `render`. */
	largestPage = LARGEST_PAGE;
	private readonly pages = new Map<string, Uint8Array>();
	private readonly authorization: string;

	constructor(readonly model: FlexModel) {
		const { username, password } = this.credentials;
		this.authorization = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
		this.render();
	}

	/** Makes all pages again, after the model has changed. */
	render(): void {
		this.pages.clear();
		const { companies, accountDistributions } = this.model;
		const paths = [
			'/companies',
			...companies.flatMap(({ id }) => [
				`/companies/${id}/accountdistributions`,
				...['employees', 'employmentperiods', 'employmenttypes', 'employmentdefaultaccounts'].map(
					(name) => `/${name}?companyId=${id}`,
				),
			]),
			...accountDistributions.map(({ id }) => `/accountdistributions/${id}/accounts`),
		];
		for (const text of paths) {
			const [path = '', companyId] = text.split('?companyId=');
			const query: Record<string, string> = companyId === undefined ? {} : { companyId };
			const { entries } = this.list(path, query)!;
			const size = this.largestPage;
			for (let index = 0; index === 0 || index * size < entries.length; index++) {
				this.page(path, { ...query, pageIndex: String(index), pageSize: String(size) });
			}
		}
	}

	readonly answer = ({ method, path, query, headers }: Asked): Answered => {
		if (headers.authorization !== this.authorization) return refused(401, 'Authorization denied');
		if (query.instance !== this.model.instance) return refused(400, 'Angiven instans finns inte.');
		if (method !== 'GET' || !path.startsWith(PREFIX)) return { status: 404, body: '' };
		const page = this.page(path.slice(PREFIX.length), query);
		return page ? { status: 200, body: page } : { status: 404, body: '' };
	};

	private page(path: string, query: Record<string, string>): Uint8Array | undefined {
		const { companyId = '', pageIndex = '', pageSize = '' } = query;
		const key = [path, companyId, pageIndex, pageSize].join(' ');
		const known = this.pages.get(key);
		if (known) return known;
		const list = this.list(path, query);
		if (!list) return undefined;
		const json = BARE_ARRAYS.includes(list.endpoint)
			? list.entries.map((entry) => list.record(entry as never))
			: envelope(list.entries, requestedPage(query, this.largestPage), (entry) =>
					list.record(entry as never),
				);
		const page = Buffer.from(JSON.stringify(json), 'utf8');
		this.pages.set(key, page);
		return page;
	}

	private list(path: string, query: Record<string, string>): List | undefined {
		const { model } = this;
		const [, first = '', id, endpoint = first] = path.split('/');
		if (endpoint === 'accountdistributions') {
			const entries = groupedBy(model, 'accountDistributions', 'companyId').get(id ?? '') ?? [];
			return { endpoint, entries, record: accountDistributionRecord };
		}
		if (endpoint === 'accounts') {
			const entries = groupedBy(model, 'accounts', 'accountDistributionId').get(id ?? '') ?? [];
			return { endpoint, entries, record: accountRecord };
		}
		if (id !== undefined) return undefined;
		if (endpoint === 'companies') {
			const record = (company: never) => companyRecord(company, model);
			return { endpoint, entries: model.companies, record };
		}
		const company = query.companyId?.toLowerCase() ?? '';
		if (!byId(model, 'companies').has(company)) return undefined;
		return OF_COMPANY[endpoint]?.(model, company);
	}
}

type ListOf = (model: FlexModel, company: string) => List;

const OF_COMPANY: Record<string, ListOf | undefined> = {
	employees: (model, company) => ({
		endpoint: 'employees',
		entries: employeesInOrder(model, company),
		record: (employee: never) => employeeRecord(employee, model, BEHAVIOUR),
	}),
	employmentperiods: (model, company) => ({
		endpoint: 'employmentperiods',
		entries: groupedBy(model, 'employmentPeriods', 'companyId').get(company) ?? [],
		record: employmentPeriodRecord,
	}),
	employmenttypes: (model, company) => ({
		endpoint: 'employmenttypes',
		entries: groupedBy(model, 'employmentTypes', 'companyId').get(company) ?? [],
		record: employmentTypeRecord,
	}),
	employmentdefaultaccounts: (model, company) => ({
		endpoint: 'employmentdefaultaccounts',
		entries: groupedBy(model, 'defaultAccounts', 'companyId').get(company) ?? [],
		record: defaultAccountRecord,
	}),
};

function refused(status: number, Message: string): Answered {
	return { status, body: JSON.stringify({ Message }) };
}
