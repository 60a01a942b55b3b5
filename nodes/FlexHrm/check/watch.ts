import type { HrCheck, ResourceAccess } from '../../../directory/readiness/model';
import type { Get, Query } from '../reading/reader';
import { resourceOf } from '../reading/rights';
import { fieldReader, idKey, isRow } from '../reading/row';
import { isUnreadable } from '../reading/unreadable';

type Access = ResourceAccess['access'];

/** Looks on while Flex is read: what the API user may read of which company, and how long pages are. */
export class Watch {
	/** By resource, then by company; `''` where a request names none. */
	private readonly accesses = new Map<string, Map<string, Access>>();
	private given: number | null = null;

	/** @param asked rows a page that are asked for */
	constructor(private readonly asked: number) {}

	readonly watch =
		(get: Get): Get =>
		async (path, query = {}) => {
			const answer = await get(path, query).catch((error: unknown) => {
				if (isUnreadable(error)) {
					this.note(path, query, error.code === 'forbidden' ? 'refused' : 'missing');
				}
				throw error;
			});
			this.note(path, query, 'permitted');
			this.measure(answer, query);
			return answer;
		};

	/** A full page shows the size that the server really gives, whatever it says. */
	private measure(answer: unknown, { pageIndex, pageSize }: Query): void {
		if (pageIndex !== 0 || pageSize === undefined || Number(pageSize) <= 1) return;
		if (!isRow(answer)) return;
		const { TotalItemCount, Result } = fieldReader(['TotalItemCount', 'Result'])(answer);
		if (!Array.isArray(Result) || !(Number(TotalItemCount) > Result.length)) return;
		this.given = Math.max(this.given ?? 0, Result.length);
	}

	private note(path: string, query: Query, access: Access): void {
		const resource = resourceOf(path);
		const inPath = /^\/companies\/([^/]+)\//.exec(path)?.[1];
		const company = idKey(query.companyId ?? query.companynumber ?? inPath) ?? '';
		const known = this.accesses.get(resource) ?? new Map<string, Access>();
		this.accesses.set(resource, known);
		if (known.get(company) !== 'permitted') known.set(company, access);
	}

	get pageSize(): HrCheck['pageSize'] {
		return { asked: this.asked, given: this.given };
	}

	/**
	 * What is known of a resource; `null` where nothing was asked of it.
	 *
	 * @param nameOf what people call a company
	 * @param unread companies that are passed over
	 */
	accessTo(
		resource: string,
		nameOf: (company: string) => string,
		unread: ReadonlySet<string | undefined>,
	): Pick<ResourceAccess, 'access' | 'companies'> | null {
		const known = [...(this.accesses.get(resource) ?? [])].filter(
			([company]) => !unread.has(nameOf(company)),
		);
		if (known.length === 0) return null;
		const closed = known.filter(([, access]) => access !== 'permitted');
		if (closed.length === 0) return { access: 'permitted', companies: [] };
		const access = closed.some(([, one]) => one === 'refused') ? 'refused' : 'missing';
		const isAll = closed.length === known.length;
		const companies = isAll ? [] : closed.map(([company]) => nameOf(company)).sort();
		return { access, companies };
	}
}
