/**
 * What nobody outside Flex knows for certain about its web API, as settings of the stand-in. Each
 * value is one way in which a customer's Flex may behave; `variants.ts` names them.
 */
export interface FlexBehaviour {
	/** The status for credentials in a form that is not let in. */
	refusedLogin: 401 | 400;
	/** The value of the header `Instance`, where it is not that of the query parameter `instance`. */
	domain: string | null;
	/** Where the employment type (anställningstyp) shows; see `EmploymentTypeSource`. */
	employmentType: EmploymentTypeSource;
	/** The field that carries the name of an account distribution; `code` gives only a code. */
	distributionName: 'name' | 'description' | 'code';
	/** The list that carries the home accounts of employees; the other one does not exist. */
	homeAccounts: 'accounts' | 'intervals' | 'both';
	/** What happens to a page larger than `maxPageSize`. */
	oversizedPage: 'clamped' | 'ignored' | 'refused';
	/** What the server makes of paging parameters that it does understand. */
	paging: 'followed' | 'sizeIgnored';
	/** Whether `/employees` lists leavers and future starters. */
	listedEmployees: 'all' | 'employed';
	/** Off: no dimension is ticked “Använd för närmaste chef”, so that nobody has a manager. */
	nearestManager: boolean;
	/** The last day of something that has no end. */
	openEnd: null | string;
	/** Whether the values of own date fields carry a `value`. */
	ownDateValues: boolean;
	/** Letter case of ids: as they are stored, or capital letters in employees' own records. */
	employeeIds: 'asStored' | 'capitals';
	/** Names of fields: as recorded, or all in one style. */
	fieldNames: 'asRecorded' | 'pascal' | 'camel';
	/** How text is sent; both without a charset in the header. */
	encoding: 'utf8' | 'latin1';
	/** Resources that the API user has no right to, and what they answer. */
	withoutRight: Record<string, RightRefusal>;
	/** Path under which Flex's own tree (Organisationsträd) is served; `null` is nowhere. */
	treePath: string | null;
}

/**
 * - `filter`: only as a filter of `/employees`, 0 for employees and 1 for external personnel.
 * - `filterIgnored`: the filter is ignored without a word.
 * - `filterFromOne`: the filter counts from one, so that 1 is an employee.
 * - `swedish`, `english`, `number`: on each employee, as a text or as 0 and 1.
 * - `period`: on each employment period, as 0 and 1.
 * - `form`: as a form of employment that the customer has registered for it; no filter.
 */
export type EmploymentTypeSource =
	| 'filter'
	| 'filterIgnored'
	| 'filterFromOne'
	| 'swedish'
	| 'english'
	| 'number'
	| 'period'
	| 'form';

/** What a resource answers to a user without the right: none of these is documented. */
export type RightRefusal = 'unauthorized' | 'forbidden' | 'worded' | 'notFound';

export const DEFAULT_BEHAVIOUR: FlexBehaviour = {
	refusedLogin: 401,
	domain: null,
	employmentType: 'filter',
	distributionName: 'description',
	homeAccounts: 'accounts',
	oversizedPage: 'clamped',
	paging: 'followed',
	listedEmployees: 'all',
	nearestManager: true,
	openEnd: null,
	ownDateValues: true,
	employeeIds: 'asStored',
	fieldNames: 'asRecorded',
	encoding: 'utf8',
	withoutRight: {},
	treePath: null,
};
