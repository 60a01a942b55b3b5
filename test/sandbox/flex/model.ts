/**
 * What the Flex HRM stand-in knows, as plain data: dates are `YYYY-MM-DD`, nothing is optional.
 * Tests change it in place between requests or runs; the server shows the change at once.
 */
export interface FlexModel {
	/** The customer's "Instance ID", which travels as the query parameter `instance`. */
	instance: string;
	/** The GUID that stands as `InstanceId` on records; not the same thing. */
	instanceId: string;
	/** The day that the directory was made for: "left" and "starts later" are as of this day. */
	referenceDate: string;
	/**
	 * To be raised when an array below is changed in a way that leaves its length the same
	 * (an entry replaced, an `employmentNumber` or a reference between entries changed).
	 */
	revision: number;
	companies: FlexCompany[];
	employees: FlexEmployee[];
	employmentTypes: FlexEmploymentType[];
	employmentPeriods: FlexEmploymentPeriod[];
	accountDistributions: FlexAccountDistribution[];
	accounts: FlexAccount[];
	defaultAccounts: FlexDefaultAccount[];
	ownFields: FlexOwnField[];
	ownFieldValues: FlexOwnFieldValue[];
	/** Flex's own tree (Organisationsträd). */
	treeNodes: FlexTreeNode[];
}

export interface FlexCompany {
	id: string;
	companyNumber: number;
	name: string;
	organizationNumber: string;
}

export interface FlexEmployee {
	id: string;
	companyId: string;
	/** A string, and lists come in string order: `"10"` before `"9"`. */
	employmentNumber: string;
	firstName: string;
	lastName: string;
	emailWork: string | null;
	/** Facts: traffic shows the integers 0, 1 and 2. */
	gender: number | null;
	dateOfBirth: string | null;
	immediateManagerEmployeeId: string | null;
	/** A new hire whom nobody has reviewed yet. Absent is reviewed. */
	isInAuditProcess?: boolean;
	/** Local time without offset; what `modifiedSince` compares with. */
	modifiedAt: string;
	/** Further properties of the record, or other values for its own, exactly as they are sent. */
	extra?: Record<string, unknown>;
}

/** A form of employment (Swedish: anställningsform), such as Permanent. */
export interface FlexEmploymentType {
	id: string;
	companyId: string;
	code: string;
	name: string;
}

export interface FlexEmploymentPeriod {
	id: string;
	employeeId: string;
	companyId: string;
	/** The form of employment. */
	employmentTypeId: string;
	/** Flex's anställningstyp: true is Extern personal, false is Anställd. */
	external: boolean;
	fromDate: string;
	/** The last day; `null` is open-ended. */
	toDate: string | null;
	titleId: string | null;
	staffCategoryId: string | null;
}

/** A dimension (Swedish: konteringsdimension), such as Office. */
export interface FlexAccountDistribution {
	id: string;
	companyId: string;
	name: string;
}

/** A value of a dimension, such as Stockholm. */
export interface FlexAccount {
	id: string;
	accountDistributionId: string;
	code: string;
	name: string;
}

/** The value that an employee has in a dimension for a while. */
export interface FlexDefaultAccount {
	employeeId: string;
	companyId: string;
	accountDistributionId: string;
	accountId: string;
	accountCode: string;
	fromDate: string;
	/** Sic; Swedish *t.o.m.*: the last day, which is included. `null` is open-ended. */
	tomDate: string | null;
}

export type OwnFieldKind = 'text' | 'date' | 'numerical' | 'assessment';

/** A field that the customer has defined. */
export interface FlexOwnField {
	id: string;
	companyId: string;
	kind: OwnFieldKind;
	name: string;
}

export interface FlexOwnFieldValue {
	fieldId: string;
	employeeId: string;
	companyId: string;
	value: string | number | null;
}

/** A node of Flex's own tree: one account of one dimension, below another node or the company. */
export interface FlexTreeNode {
	id: string;
	companyId: string;
	parentId: string | null;
	name: string;
	accountDistributionId: string;
	accountId: string;
	holderEmployeeId: string | null;
}
