import type { WinningtempOptions } from '../server';

/** What the product makes of a tenant. */
export type Verdict = 'works' | 'worksWithRemark' | 'stopsWithMessage';

/** What a tenant may hold differently from HR, in the words of the test. */
export type Difference =
	| 'people'
	| 'username'
	| 'email'
	| 'name'
	| 'status'
	| 'manager'
	| 'gender'
	| 'birthday'
	| 'surveys'
	| 'membership'
	| 'groups'
	| 'groupName'
	| 'parent'
	| 'groupManager'
	| 'externalId'
	| 'phone';

/** Said where a tenant does not list values: while writing, and by the planner. */
export const LEFT_OUT = ['does not take these values', 'does not give'];

/** A kind of tenant, and what happens when the shipped workflow runs against it for some nights. */
export interface TenantProfile {
	name: string;
	/** What is peculiar to it, in words. */
	quirk: string;
	/** The section of an RFC, or the public behaviour of other servers, that it stands for. */
	standsFor: string;
	options: WinningtempOptions;
	/** Settings of the credential, where it takes one to work. */
	credential?: Record<string, string | number | boolean>;
	/** What happens to leavers; by default they are deactivated. */
	removal?: 'delete';
	/** Further fields of HR, by the parameter of the Employee Mapper that takes them. */
	mapper?: Readonly<Record<string, string>>;
	/** What the names of departments begin with in HR. */
	departments?: string;
	/** The first night runs twice at the same time. */
	twiceAtOnce?: boolean;
	expected: Verdict;
	/** Parts of the remarks, or of the message that stops the run. Nothing else is remarked on. */
	remarks?: readonly string[];
	/** What the tenant then holds differently from HR; one of the remarks names it. */
	differs?: readonly Difference[];
	/** Whether what is refused is tried again every night. */
	repeats?: true;
	/** Why it does not hold yet. */
	pending?: string;
}
