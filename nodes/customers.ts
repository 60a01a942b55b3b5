import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	INodeProperties,
} from 'n8n-workflow';
import { matchingKey } from '../directory/common/text';
import { UserError } from '../directory/model/userError';
import type { Context } from '../http/n8n';
import { ByExecution } from './executionMemory';

/**
 * Whose credential it is. Somebody who looks after many customers gives both credentials of a
 * customer the same name, and a run that mixes two customers ends before anything is planned.
 */
export const customerProperty: INodeProperties = {
	displayName: 'Customer',
	name: 'customer',
	type: 'string',
	default: '',
	placeholder: 'e.g. Alfa AB',
	description:
		'If you look after several customers: the same name in the Flex credential and in the Winningtemp credential. A run that finds two names ends before it plans or writes anything.',
};

/** The customers of the nodes of an execution, by name of the node; empty where none is named. */
const customers = new ByExecution<string>();

/**
 * Notes the customer of the node's credential, and holds it against those of the nodes before it.
 *
 * @throws UserError where there are two
 */
export function noteCustomer(context: Context, credential: ICredentialDataDecryptedObject): void {
	const { name } = context.getNode();
	customers.of(context)?.set(name, String(credential.customer ?? '').trim());
	if ('addExecutionHints' in context) checkCustomers(context);
}

/**
 * @returns a sentence for the person at the screen where only some of the credentials name a customer
 * @throws UserError where the nodes before this one have credentials of two customers
 */
export function checkCustomers(context: IExecuteFunctions): string | undefined {
	const known = notedUpTo(context);
	const named = known.filter(({ customer }) => customer !== '');
	const [first] = named;
	if (first === undefined) return undefined;
	const other = named.find(({ customer }) => matchingKey(customer) !== matchingKey(first.customer));
	if (other !== undefined) {
		throw new UserError(
			`The credential of “${first.node}” belongs to the customer ${first.customer}, that of “${other.node}” to ${other.customer}.`,
			'Select credentials of one customer in all nodes, or correct Customer in one of them. Nothing was written.',
			'stopped',
		);
	}
	const nameless = known.find(({ customer }) => customer === '');
	return (
		nameless &&
		`The credential of “${first.node}” belongs to the customer ${first.customer}, that of “${nameless.node}” names none: nothing checks that they belong together. Enter Customer in both.`
	);
}

/** The customer whom the credentials of the nodes before this one name; empty where they name none. */
export function customerBefore(context: IExecuteFunctions): string {
	return notedUpTo(context).find(({ customer }) => customer !== '')?.customer ?? '';
}

/** What the nodes before this one, and this one, have noted. */
function notedUpTo(context: IExecuteFunctions): Array<{ node: string; customer: string }> {
	const noted = customers.of(context);
	const own = context.getNode().name;
	return [...context.getParentNodes(own).map(({ name }) => name), own].flatMap((node) => {
		const customer = noted?.get(node);
		return customer === undefined ? [] : [{ node, customer }];
	});
}
