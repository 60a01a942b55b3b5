import type { BenchTable, Chart } from './table';

/** Legible on a light page and on a dark one. */
const COLOURS = ['#2f7ed8', '#e0862a', '#3d9970', '#b04fc2', '#8a8f98'];
const GREY = '#7d8590';

/** Both are ES modules. */
const load = async () => await Promise.all([import('vega'), import('vega-lite')]);

type Specification = Parameters<Awaited<ReturnType<typeof load>>[1]['compile']>[0];

/** A chart of a table as an SVG file's text: bars, a group of them for each row. */
export async function drawChart(table: BenchTable, chart: Chart): Promise<string> {
	const [vega, vegaLite] = await load();
	const { spec } = vegaLite.compile(specOf(table, chart));
	const view = new vega.View(vega.parse(spec), { renderer: 'none' });
	return `${await view.toSVG()}\n`;
}

interface Bar {
	label: string;
	series: string;
	value: number;
}

function specOf(table: BenchTable, chart: Chart): Specification {
	const bars = barsOf(table, chart);
	const axis = {
		labelColor: GREY,
		titleColor: GREY,
		domainColor: GREY,
		tickColor: GREY,
		gridColor: '#7d859033',
		labelLimit: 320,
	};
	const scale = chart.logarithmic ? { scale: { type: 'log' as const } } : {};
	// Bars have no foot on a logarithmic scale, so dots stand there.
	const mark = chart.logarithmic
		? ({ type: 'point', filled: true, size: 90, opacity: 1 } as const)
		: ({ type: 'bar' } as const);
	const offset = chart.logarithmic ? {} : { yOffset: { field: 'series', sort: chart.values } };
	return {
		$schema: 'https://vega.github.io/schema/vega-lite/v6.json',
		title: { text: chart.title, color: GREY, anchor: 'start' },
		width: 480,
		height: { step: chart.logarithmic ? 24 : 14 },
		background: 'transparent',
		data: { values: bars },
		mark,
		encoding: {
			y: { field: 'label', type: 'nominal', sort: null, title: null, axis },
			...offset,
			x: { field: 'value', type: 'quantitative', title: null, axis, ...scale },
			color: {
				field: 'series',
				type: 'nominal',
				sort: chart.values,
				scale: { domain: chart.values, range: COLOURS.slice(0, chart.values.length) },
				legend:
					chart.values.length > 1
						? { title: null, labelColor: GREY, labelLimit: 320, orient: 'bottom', columns: 2 }
						: null,
			},
		},
		config: { view: { stroke: null }, font: 'system-ui, sans-serif' },
	} as Specification;
}

function barsOf({ columns, rows }: BenchTable, { label, values, logarithmic }: Chart): Bar[] {
	const column = (name: string) => columns.findIndex((one) => one.name === name);
	const text = (row: BenchTable['rows'][number], i: number) => {
		const cell = row[i];
		return typeof cell === 'number' ? cell.toLocaleString('en-US') : String(cell ?? '');
	};
	const labels = rows.map((row) => text(row, column(label)));
	// Where one label stands for several rows, the next name that makes them different is added.
	const isUnique = new Set(labels).size === labels.length;
	const further = columns.findIndex(
		({ name, unit }, i) =>
			name !== label &&
			unit === undefined &&
			new Set(rows.map((row, r) => `${labels[r]} ${text(row, i)}`)).size === rows.length,
	);
	return rows.flatMap((row, r) =>
		values.flatMap((series) => {
			const value = row[column(series)];
			if (typeof value !== 'number' || (logarithmic && value <= 0)) return [];
			const more =
				isUnique || further < 0 ? '' : ` · ${columns[further]!.name} ${text(row, further)}`;
			return [{ label: `${labels[r]}${more}`, series, value }];
		}),
	);
}
