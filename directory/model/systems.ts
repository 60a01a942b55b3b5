/**
 * What people call the system that is kept in step with HR. The domain names no product: every
 * front door (plan, mapping, hierarchy, apply, report, explanation, files) is given this by its
 * caller, and its messages take the name from it, as in `has it in ${systems.target}`.
 */
export interface Systems {
	/** Name of the target, as it stands within a sentence. */
	target: string;
}
