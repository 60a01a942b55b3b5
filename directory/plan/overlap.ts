import { compareText } from '../common/text';
import type { CurrentNode, WantedNode } from './groupTree';
import { subtree } from './groupTree';

/** Where one person is to stand, and where they stand now. */
export type Placement = readonly [WantedNode, CurrentNode];

/** How many people belong in a wanted group and are in a current one. */
export interface Overlap {
	/** People in both. */
	count: number;
	/** `count` as a share, 0 to 1, of the larger of the two groups. */
	share: number;
}

export interface Overlapping extends Overlap {
	wanted: WantedNode;
	current: CurrentNode;
}

/**
 * How far groups consist of the same people. Only people who are known on both sides count:
 * joiners and leavers say nothing of which group is which.
 *
 * People who are in a group itself count before those who are somewhere below it, because
 * they do not change as groups are moved about: a run that was cut short between two moves of
 * groups comes to the same conclusions.
 */
export class Overlaps {
	private readonly pairs = new Map<WantedNode, Map<CurrentNode, number>>();
	private readonly wantedTotals = new Map<WantedNode, number>();
	private readonly currentTotals = new Map<CurrentNode, number>();

	constructor(placements: Iterable<Placement>) {
		for (const [wanted, current] of placements) {
			let row = this.pairs.get(wanted);
			if (!row) this.pairs.set(wanted, (row = new Map<CurrentNode, number>()));
			add(row, current, 1);
			add(this.wantedTotals, wanted, 1);
			add(this.currentTotals, current, 1);
		}
	}

	/** Of the people who are in the groups themselves. */
	direct(wanted: WantedNode, current: CurrentNode): Overlap {
		return overlap(
			this.pairs.get(wanted)?.get(current) ?? 0,
			this.wantedTotals.get(wanted) ?? 0,
			this.currentTotals.get(current) ?? 0,
		);
	}

	/** Of the people who are in the groups or anywhere below. */
	whole(wanted: WantedNode, current: CurrentNode): Overlap {
		const below = subtree(current);
		const counted = new Set(below);
		let [count, wantedTotal, currentTotal] = [0, 0, 0];
		for (const node of subtree(wanted)) {
			wantedTotal += this.wantedTotals.get(node) ?? 0;
			for (const [place, number] of this.pairs.get(node) ?? []) {
				if (counted.has(place)) count += number;
			}
		}
		for (const node of below) currentTotal += this.currentTotals.get(node) ?? 0;
		return overlap(count, wantedTotal, currentTotal);
	}

	/**
	 * All direct overlaps with current groups that are not matched yet. Wanted groups that are
	 * matched are among them, so that a group which an earlier run created counts as before.
	 */
	*directAmong(): Iterable<Overlapping> {
		for (const [wanted, row] of this.pairs) {
			for (const current of row.keys()) {
				if (!current.match) yield { wanted, current, ...this.direct(wanted, current) };
			}
		}
	}

	/**
	 * All overlaps, with everything below, of wanted groups of one depth and unmatched current
	 * groups. A group below that is recognised, and is to be elsewhere, counts as gone already. So
	 * does one that is recognised at this depth: no group above it can be the same. Takes one pass
	 * over the pairs of groups that share people, times the depth of the tree.
	 */
	*wholeAmong(depth: number): Iterable<Overlapping> {
		const counts = new Nested();
		const wantedTotals = new Map<WantedNode, number>();
		const currentTotals = new Map<CurrentNode, number>();
		const currentTotalsWithin = new Nested();
		for (const [direct, row] of this.pairs) {
			const wanted = ancestorAt(direct, depth);
			for (const [place, number] of row) {
				if (wanted) add(wantedTotals, wanted, number);
				let within: WantedNode | undefined;
				for (let node: CurrentNode | null = place; node; node = node.parent) {
					if (node.match) {
						const stays = node.match.depth > depth ? ancestorAt(node.match, depth) : null;
						if (!stays || (within && within !== stays)) break;
						within = stays;
						continue;
					}
					if (within) currentTotalsWithin.add(within, node, number);
					else add(currentTotals, node, number);
					if (wanted && (within ?? wanted) === wanted) {
						counts.add(wanted, node, number);
					}
				}
			}
		}
		for (const [wanted, current, count] of counts.entries()) {
			const currentTotal =
				(currentTotals.get(current) ?? 0) + currentTotalsWithin.get(wanted, current);
			yield {
				wanted,
				current,
				...overlap(count, wantedTotals.get(wanted) ?? 0, currentTotal),
			};
		}
	}
}

/** Numbers by pairs of groups. */
class Nested {
	private readonly rows = new Map<WantedNode, Map<CurrentNode, number>>();

	add(wanted: WantedNode, current: CurrentNode, number: number): void {
		let row = this.rows.get(wanted);
		if (!row) this.rows.set(wanted, (row = new Map<CurrentNode, number>()));
		add(row, current, number);
	}

	get(wanted: WantedNode, current: CurrentNode): number {
		return this.rows.get(wanted)?.get(current) ?? 0;
	}

	*entries(): Iterable<[WantedNode, CurrentNode, number]> {
		for (const [wanted, row] of this.rows) {
			for (const [current, number] of row) yield [wanted, current, number];
		}
	}
}

function overlap(count: number, wantedTotal: number, currentTotal: number): Overlap {
	return { count, share: count / Math.max(1, wantedTotal, currentTotal) };
}

function ancestorAt(node: WantedNode, depth: number): WantedNode | null {
	let at = node;
	while (at.depth > depth) at = at.parent!;
	return at.depth === depth ? at : null;
}

function add<K>(counts: Map<K, number>, key: K, number: number): void {
	counts.set(key, (counts.get(key) ?? 0) + number);
}

/** An overlap that is enough to take one group for another. */
export interface EnoughOverlap extends Overlapping {
	/**
	 * 1 where the two groups have different names. Of equal overlaps the same name decides, not the
	 * place: a group's place changes when one above it is moved, so that a run that was cut short
	 * there would come to another conclusion.
	 */
	renamed: 0 | 1;
}

export function compareOverlaps(a: EnoughOverlap, b: EnoughOverlap): number {
	return b.share - a.share || b.count - a.count || a.renamed - b.renamed;
}

export function repeated(pairs: Array<{ wanted: WantedNode; current: CurrentNode }>) {
	const seen = new Set<WantedNode | CurrentNode>();
	const twice = new Set<WantedNode | CurrentNode>();
	for (const { wanted, current } of pairs) {
		for (const node of [wanted, current]) (seen.has(node) ? twice : seen).add(node);
	}
	return twice;
}

export function compareNodes(
	a: { wanted: WantedNode; current: CurrentNode },
	b: { wanted: WantedNode; current: CurrentNode },
): number {
	return (
		compareText(a.wanted.group.externalId, b.wanted.group.externalId) ||
		compareText(a.current.group.externalId, b.current.group.externalId)
	);
}
