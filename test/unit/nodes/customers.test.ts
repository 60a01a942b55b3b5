import type { IExecuteFunctions } from 'n8n-workflow';
import { checkCustomers, customerBefore, noteCustomer } from '../../../nodes/customers';
import { refusal } from '../../support/refusal';

/** A run with the credentials of two customers ends before it plans anything. */

/** The nodes of one execution, each behind all that come before it in a list. */
function execution(...names: string[]) {
	const data = {};
	return (name: string) =>
		({
			getNode: () => ({ name }),
			getParentNodes: (of: string) =>
				names.slice(0, names.indexOf(of)).map((one) => ({ name: one })),
			getWorkflowStaticData: () => data,
			addExecutionHints: () => undefined,
		}) as unknown as IExecuteFunctions;
}

test('two nodes of one customer go on, in any case and with blanks around', () => {
	const at = execution('Read', 'Get', 'Plan');
	noteCustomer(at('Read'), { customer: ' Alfa AB ' });
	noteCustomer(at('Get'), { customer: 'ALFA AB' });
	expect(checkCustomers(at('Plan'))).toBeUndefined();
	expect(customerBefore(at('Plan'))).toBe('Alfa AB');
});

test('the second node of another customer ends the run, and the error names both', () => {
	const at = execution('Read', 'Get', 'Plan');
	noteCustomer(at('Read'), { customer: 'Alfa AB' });
	const error = refusal(() => noteCustomer(at('Get'), { customer: 'Beta AB' }));
	expect(error.message).toBe(
		'The credential of “Read” belongs to the customer Alfa AB, that of “Get” to Beta AB.',
	);
	expect(error.code).toBe('stopped');
	expect(error.advice).toMatch(/^Select credentials of one customer in all nodes/);
});

test('a node that is not before this one does not count', () => {
	const at = execution('Read', 'Plan', 'Other');
	noteCustomer(at('Read'), { customer: 'Alfa AB' });
	const other = { ...at('Other'), getParentNodes: () => [] } as unknown as IExecuteFunctions;
	noteCustomer(other, { customer: 'Beta AB' });
	expect(checkCustomers(at('Plan'))).toBeUndefined();
});

test('where only one credential names its customer, a sentence says so', () => {
	const at = execution('Read', 'Get', 'Plan');
	noteCustomer(at('Read'), {});
	noteCustomer(at('Get'), { customer: 'Beta AB' });
	expect(checkCustomers(at('Plan'))).toMatch(
		/^The credential of “Get” belongs to the customer Beta AB, that of “Read” names none:/,
	);
	expect(customerBefore(at('Plan'))).toBe('Beta AB');
});

test('where no credential names one, there is nothing to check', () => {
	const at = execution('Read', 'Get', 'Plan');
	noteCustomer(at('Read'), { customer: ' ' });
	noteCustomer(at('Get'), {});
	expect(checkCustomers(at('Plan'))).toBeUndefined();
	expect(customerBefore(at('Plan'))).toBe('');
});

test('an execution does not know the customers of another one', () => {
	const first = execution('Read', 'Plan');
	noteCustomer(first('Read'), { customer: 'Alfa AB' });
	expect(customerBefore(execution('Read', 'Plan')('Plan'))).toBe('');
});
