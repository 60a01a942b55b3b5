/** As far as the bench uses it. */
declare module 'daff' {
	type Cell = string | number | boolean | null;

	export class CompareFlags {
		ordered: boolean;
		unchanged_context: number;
		addPrimaryKey(column: string): void;
	}
	export class TableView {
		constructor(rows: Cell[][]);
		getData(): Cell[][];
	}
	export class TableDiff {
		constructor(alignment: object, flags: CompareFlags);
		/** Writes the rows that differ: in the first column `+++`, `---` or one with `->`. */
		hilite(output: TableView): boolean;
	}
	export function compareTables(
		local: TableView,
		remote: TableView,
		flags: CompareFlags,
	): { align(): object };
}
