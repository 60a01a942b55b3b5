import { UserError, type ErrorCode } from '../../../directory/model/userError';
import type { PartialReason } from '../../../directory/model/partialList';
import { compareText } from '../../../directory/common/text';
import type { Company } from './company';

/** What is wrong with more than one company, so that there is nothing to go on with. */
export const OF_THE_WHOLE = new Set<ErrorCode>([
	'input',
	'unauthorized',
	'redirected',
	'unreachable',
	'wrongCompany',
	'cancelled',
]);

/** The companies that could not be read, where the run goes on with the others. */
export class NotRead {
	private readonly failures: Array<{ company: Company; error: UserError }> = [];

	/** @param goesOn whether the run goes on; if not, the first failure ends it */
	constructor(private readonly goesOn: boolean) {}

	/** Takes note of a company's failure. @throws the error where the run is not to go on after it */
	add(company: Company, error: unknown): void {
		if (!this.goesOn || !(error instanceof UserError) || OF_THE_WHOLE.has(error.code)) {
			throw error;
		}
		this.failures.push({ company, error });
	}

	/** For when no company is left. @throws the first failure, if there was one */
	giveUp(): void {
		const [first] = this.sorted();
		if (first) throw first.error;
	}

	/**
	 * Why the list is a part, by the companies that are missing.
	 *
	 * @param tried the companies that the list was read from
	 */
	reasons(tried: readonly Company[]): PartialReason[] {
		const failed = new Set(this.failures.map(({ company }) => company));
		const companiesRead = tried.flatMap((company) =>
			company.id === null || failed.has(company) ? [] : [company.id],
		);
		return this.sorted().map(({ company: { label }, error: { message } }) => ({
			code: 'companyNotRead',
			message,
			company: label,
			companiesRead,
		}));
	}

	private sorted() {
		return this.failures.sort((a, b) => compareText(a.company.label, b.company.label));
	}
}
