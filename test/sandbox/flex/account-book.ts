import { guidOf } from '../random';
import type { FlexAccount, FlexEmployee, FlexModel } from './model';

/** A dimension of a company with its accounts by name. */
interface Ledger {
	distributionId: string;
	accounts: Map<string, FlexAccount>;
	/** How many accounts there ever were, for codes and ids. */
	count: number;
}

/** Finds, or opens, the account of a value in a dimension. */
export class AccountBook {
	private readonly ledgers = new Map<string, Map<string, Ledger>>();

	constructor(private readonly model: FlexModel) {
		const byDistribution = new Map<string, Ledger>();
		for (const { id, companyId, name } of model.accountDistributions) {
			const ledger = { distributionId: id, accounts: new Map<string, FlexAccount>(), count: 0 };
			byDistribution.set(id, ledger);
			const ledgers = this.ledgers.get(companyId) ?? new Map<string, Ledger>();
			this.ledgers.set(companyId, ledgers.set(name, ledger));
		}
		for (const account of model.accounts) {
			const ledger = byDistribution.get(account.accountDistributionId);
			if (!ledger) continue;
			ledger.accounts.set(account.name, account);
			ledger.count++;
		}
	}

	/** @throws where the company has no such dimension */
	account(companyId: string, dimension: string, name: string): FlexAccount {
		const ledger = this.ledgers.get(companyId)?.get(dimension);
		if (!ledger) throw new Error(`Company ${companyId} has no dimension called "${dimension}"`);
		const known = ledger.accounts.get(name);
		if (known) return known;
		const number = ledger.count++;
		const account = {
			id: guidOf(number, ledger.distributionId, number),
			accountDistributionId: ledger.distributionId,
			code: String(100 + number),
			name,
		};
		ledger.accounts.set(name, account);
		this.model.accounts.push(account);
		return account;
	}

	/** Gives an employee a value from a day on, until a day that is included, or for good. */
	assign(
		employee: Pick<FlexEmployee, 'id' | 'companyId'>,
		dimension: string,
		name: string,
		fromDate: string,
		tomDate: string | null = null,
	): void {
		const account = this.account(employee.companyId, dimension, name);
		this.model.defaultAccounts.push({
			employeeId: employee.id,
			companyId: employee.companyId,
			accountDistributionId: account.accountDistributionId,
			accountId: account.id,
			accountCode: account.code,
			fromDate,
			tomDate,
		});
	}
}
