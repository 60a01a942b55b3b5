import type { IExecuteFunctions } from 'n8n-workflow';
import { joinSome, quoted } from '../../../directory/common/phrases';
import type { Tenant } from '../../../scim/discovery';
import { settingInWords } from '../../../scim/tenantSettings';
import { WINNINGTEMP } from '../profile';

/** Shows the person at the editor that the tenant offers bulk requests and refuses them. */
export function sayThatBulkIsRefused(context: IExecuteFunctions, status: number | null): void {
	if (status === null) return;
	say(
		context,
		`This Winningtemp tenant offers bulk requests but refuses them (status ${status}), so every change was sent on its own. Nothing is missing. Tell Winningtemp, or switch off Use Bulk under Options to save the attempt.`,
	);
}

/** Shows the person at the editor, once, which other ways the writes of a run had to take. */
export function sayOtherWays(context: IExecuteFunctions, { ways }: Pick<Tenant, 'ways'>): void {
	const found = new Set(ways.foundNow.map(([name, way]) => (name === 'bulk' ? name : way)));
	if (found.has('bulk')) {
		say(
			context,
			'This Winningtemp tenant answers bulk requests without carrying them out, so every change was sent on its own. Nothing is missing. Tell Winningtemp, or switch off Use Bulk under Options to save the attempt.',
		);
	}
	if (found.has('put')) {
		say(
			context,
			`This Winningtemp tenant does not take some values by PATCH, so the whole user or group is sent with PUT. Nothing is missing. To save the attempt, set ${settingInWords('writeMethod', WINNINGTEMP.systems)} to PUT.`,
		);
	}
}

/** Shows the person at the editor what groups are called that could not have their own name. */
export function sayLongerNames(context: IExecuteFunctions, names: readonly string[]): void {
	if (names.length === 0) return;
	const shown = joinSome(quoted(names), 3);
	say(
		context,
		`This Winningtemp tenant takes each group name only once, so groups whose name was taken also get the name of the group above: ${shown}. To have that planned from the first run, set ${settingInWords('groupNames', WINNINGTEMP.systems)} to Unique in the Tenant.`,
	);
}

function say(context: IExecuteFunctions, message: string): void {
	context.addExecutionHints({ type: 'info', location: 'outputPane', message });
}
