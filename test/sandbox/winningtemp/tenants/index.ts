import { LIMITS } from './limits';
import { MORE } from './more';
import { NEIGHBOURS } from './neighbours';
import type { TenantProfile } from './profile';
import { READING } from './reading';
import { VALUES } from './values';
import { WRITING } from './writing';

export type { Difference, TenantProfile, Verdict } from './profile';

/** The kinds of tenants that the shipped workflow is tried against. */
export const TENANTS: readonly TenantProfile[] = [
	...VALUES,
	...READING,
	...WRITING,
	...LIMITS,
	...MORE,
	...NEIGHBOURS,
];
