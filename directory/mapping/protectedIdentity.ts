import { patternsOf } from '../common/patterns';
import { joinAnd } from '../common/phrases';
import { bareText, matchingKey } from '../common/text';
import { refuse, type Draft } from './findings';
import type { Table } from './table';
import type { ProtectedIdentity } from './types';
import { textOf, ValueProblem } from './values';

/** What a field says of people without protected identity. */
const NO = new Set(['', '0', 'false', 'no', 'nej', 'none', 'null', 'ingen', 'n']);

/**
 * Marks people with protected identity. A value that nobody knows, and an expression that fails, mark
 * the person too: to hide a name too many does no harm.
 */
export function marker(settings: ProtectedIdentity | undefined, table: Table) {
	const named = patternsOf(settings?.externalIds ?? []);
	const column = table.protectedIdentity;
	const isMarked = (index: number) => {
		const value = column?.[index];
		if (value instanceof ValueProblem || typeof value === 'object') return value !== null;
		const text = bareText(textOf(value));
		return !NO.has(matchingKey(text)) && !table.rules.placeholders.has(text);
	};
	return {
		mark(draft: Draft): void {
			if (settings === undefined) return;
			// Looked at in any case, so that a name of nobody is noticed.
			const isNamed = named.match(draft.id);
			if (!isNamed && !isMarked(draft.index)) return;
			draft.person.protectedIdentity = true;
			if (!settings.leaveOut) return;
			refuse(
				draft,
				'protectedIdentity',
				'people with protected identity are left out',
				'An account that is there stays as it is. To synchronise such people, switch off Leave Out Protected People in the Employee Mapper.',
				{},
				'warning',
			);
		},
		/** External IDs that nobody on the list has. */
		hints(): string[] {
			const unmatched = named.unmatched();
			if (unmatched.length === 0) return [];
			return [
				`Protected Identity IDs: nobody has the External ID ${joinAnd(unmatched)}. Check the spelling, so that nobody’s name is shown by mistake.`,
			];
		},
	};
}
