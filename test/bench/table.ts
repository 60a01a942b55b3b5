/** One value of a table: text for a name, a number with the unit that its column gives. */
export type Cell = string | number | null;

export interface Column {
	name: string;
	/** `s`, `ms`, `MB`, `requests`, `×` (a ratio); absent for names. */
	unit?: string;
}

/** A figure that is to be reached, and whether it was. */
export interface Target {
	promise: string;
	/** The figure that was measured. */
	actual: number;
	/** The figure that it must not exceed, or, with `atLeast`, must reach. */
	limit: number;
	atLeast?: boolean;
	unit?: string;
}

/** What one part of the bench gives: for the page, for the JSON file and for the charts. */
export interface BenchTable {
	/** Short and stable, in small letters with hyphens: names the chart's file. */
	id: string;
	title: string;
	/** One or two sentences: what was done, and what the figures are compared with. */
	about: string;
	columns: Column[];
	rows: Cell[][];
	targets: Target[];
	/** Bars or lines drawn from the rows. */
	charts?: Chart[];
}

export interface Chart {
	title: string;
	/** Names of the column that labels each mark and of those that are drawn. */
	label: string;
	values: string[];
	logarithmic?: boolean;
}
