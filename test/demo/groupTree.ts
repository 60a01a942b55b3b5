import type { GroupState, TenantState } from '../sandbox/winningtemp/state';

/** The groups of a tenant as an indented tree, each with the number of people in it. */
export function groupTree({ groups }: TenantState): string[] {
	const below = new Map<string | null, GroupState[]>();
	for (const group of groups) {
		const siblings = below.get(group.parentExternalId);
		if (siblings) siblings.push(group);
		else below.set(group.parentExternalId, [group]);
	}
	const lines: string[] = [];
	const draw = (parent: string | null, indent: string): void => {
		const siblings = below.get(parent) ?? [];
		siblings.sort((a, b) => (a.displayName < b.displayName ? -1 : 1));
		siblings.forEach((group, i) => {
			const last = i === siblings.length - 1;
			lines.push(`${indent}${last ? '└─ ' : '├─ '}${group.displayName} (${group.members.length})`);
			draw(group.externalId, `${indent}${last ? '   ' : '│  '}`);
		});
	};
	draw(null, '');
	return lines;
}
