import { addTo } from '../common/lists';
import { certaintyOf, type Claim } from './claims';
import type { People } from './departed';
import { departedGroups } from './departed';
import type { CurrentNode, CurrentTree, Recognised, WantedNode } from './groupTree';
import {
	giveExternalIds,
	isDerived,
	pathKeys,
	pathText,
	placeFor,
	placeOf,
	successorId,
} from './groupTree';
import { namedByWhatIsBelow } from './madeBelow';
import type { EnoughOverlap, Overlapping } from './overlap';
import { compareNodes, compareOverlaps, Overlaps, repeated } from './overlap';

export interface IdentitySettings {
	/** Whether groups are recognised by their people. */
	detect: boolean;
	/** In per cent. */
	minimumOverlap: number;
	/** External ID of the current group that was declared to become a wanted one. */
	pending: ReadonlyMap<WantedNode, string>;
	/** All wanted groups that a declared move leads to. */
	declared: ReadonlySet<WantedNode>;
}

/**
 * Recognises each wanted group in the target, so that its history stays with it, and settles the
 * External ID that it has there. Fills in `match`, `how`, `shared` and `externalId` of the wanted
 * nodes, and `match` of the current ones.
 *
 * 1. A declared move that is still to be made.
 * 2. The same External ID, where it is HR's own.
 * 3. The same External ID, where it was made from the path or name, or the same path; both together
 *    first, unless another has the same path since a run that was cut short. Where they contradict each other (a group has kept the External ID of its earlier
 *    name, and a new group has that name now), the one whose people are the same wins; nobody in
 *    either: the path, because it is what asks for no change. This goes from the top down, so that
 *    a path is that of the recognised parent, and all below a renamed group keeps its place.
 * 4. The most people in common, at least the minimum, and no other group with as many; else what an
 *    earlier run made below it: see `namedByWhatIsBelow`.
 *
 * 2 and 3 yield to the people, where all of them have gone to a new group: see `departedGroups`. A
 * group whose External ID was made from its path was renamed then; one with HR's own code is held,
 * because the code may have been given to another group.
 *
 * A group that is none of these is new. Its External ID is its own, unless another group carries
 * that since a rename: then one derived from it, the same at every run until it is there.
 *
 * @param people where they are and are to be
 */
export function recogniseGroups(
	wanted: readonly WantedNode[],
	tree: CurrentTree,
	settings: IdentitySettings,
	people: People,
): void {
	new Recognition(wanted, tree, settings, people).run();
	giveExternalIds(wanted, tree);
}

class Recognition {
	private readonly levels: WantedNode[][] = [];
	private readonly wantedById = new Map<string, WantedNode>();
	private readonly wantedByPath = new Map<string, WantedNode | null>();
	private readonly siblings = new Map<string, CurrentNode[]>();
	/** Groups that share as many people with one as with another. */
	private readonly unclear = new Set<WantedNode | CurrentNode>();
	private known: Overlaps | undefined;
	/** Groups that went elsewhere by their people: neither External ID nor path says where. */
	private departed = new Set<CurrentNode>();

	constructor(
		wanted: readonly WantedNode[],
		private readonly tree: CurrentTree,
		private readonly settings: IdentitySettings,
		private readonly people: People,
	) {
		for (const node of wanted) {
			(this.levels[node.depth] ??= []).push(node);
			this.wantedById.set(node.group.externalId, node);
			const path = this.fullPath(node);
			// Of two with one name, where names are all there is, neither can be meant.
			const isTwice = !tree.knowsParents && this.wantedByPath.has(path);
			this.wantedByPath.set(path, isTwice ? null : node);
		}
		for (const node of tree.nodes) addTo(this.siblings, placeOf(node, tree), node);
	}

	run(): void {
		if (this.tree.nodes.length === 0) return;
		for (const [wanted, externalId] of this.settings.pending) {
			accept(wanted, this.tree.byExternalId.get(externalId)!, 'move');
		}
		if (this.settings.detect) {
			const { wantedById, tree, people } = this;
			this.departed = departedGroups(
				wantedById.values(),
				tree,
				(node) => this.fullPath(node),
				people,
			);
		}
		for (const wanted of this.wantedById.values()) {
			const current = this.tree.byExternalId.get(wanted.group.externalId);
			if (!current || current.match || wanted.match || isDerived(wanted)) continue;
			accept(wanted, current, 'externalId');
			if (this.departed.has(current)) wanted.mayBeReused = true;
		}
		this.acceptClaimed();
		this.acceptSuccessors();
		if (!this.settings.detect) return;
		// A group that is settled already counts for the levels below as before: see `unclear`.
		const deepest = this.levels.findLastIndex((level) => level.some((node) => !node.match));
		for (let depth = 0; depth <= deepest; depth++) {
			this.acceptOverlaps(depth);
			this.acceptAboveMade(this.levels[depth] ?? []);
		}
		if (this.departed.size === 0) return;
		// Where the people lead to no group after all, External ID and path decide.
		this.departed.clear();
		this.acceptClaimed();
	}

	private get overlaps(): Overlaps {
		return (this.known ??= new Overlaps(this.people.placements()));
	}

	private fullPath(node: WantedNode | CurrentNode): string {
		return pathText(this.tree.knowsParents ? pathKeys<WantedNode | CurrentNode>(node) : [node.key]);
	}

	/** Current groups, not taken yet, that stand where the wanted one would, and have its name. */
	private namesakes(wanted: WantedNode): CurrentNode[] {
		const all = this.siblings.get(placeFor(wanted, this.tree) ?? '') ?? [];
		const free = all.filter((node) => !node.match && !this.departed.has(node));
		if (this.tree.knowsParents || this.isOnly(wanted, all) || free.length === 0) return free;
		// Without parents a name says something only where it is the only one, or where an earlier run
		// made the group for this one.
		const made = this.successors(wanted);
		return free.filter((node) => made.includes(node));
	}

	private isOnly(wanted: WantedNode, namesakes: readonly CurrentNode[]): boolean {
		return namesakes.length === 1 && this.wantedByPath.get(this.fullPath(wanted)) === wanted;
	}

	/** Whether the path of a current group may be that of a wanted one: a path is that of its parents. */
	private mayStandAt(wanted: WantedNode, current: CurrentNode): boolean {
		const place = placeFor(wanted, this.tree);
		return place === undefined || place === placeOf(current, this.tree);
	}

	private sameId(wanted: WantedNode): CurrentNode | undefined {
		const current = this.tree.byExternalId.get(wanted.group.externalId);
		return !current || current.match || this.departed.has(current) ? undefined : current;
	}

	private acceptClaimed(): void {
		for (const level of this.levels) {
			this.acceptAgreed(level);
			this.acceptClaims(level);
		}
	}

	private acceptAgreed(level: readonly WantedNode[]): void {
		for (const wanted of level) {
			if (wanted.match) continue;
			const current = this.sameId(wanted);
			if (!current || placeOf(current, this.tree) !== placeFor(wanted, this.tree)) continue;
			// Another of the same name at the same place, which nobody wants by its External ID, was
			// renamed by a run that was cut short: then the people decide.
			const isAlone = this.namesakes(wanted).every(
				(node) => node === current || this.wantedById.get(node.group.externalId)?.match === null,
			);
			if (!this.tree.knowsParents || isAlone) accept(wanted, current, 'externalId');
		}
	}

	/** A group whose own External ID another has kept was given one derived from it before. */
	private acceptSuccessors(): void {
		for (const wanted of this.wantedById.values()) {
			if (wanted.match || !this.tree.byExternalId.has(wanted.group.externalId)) continue;
			const current = this.successors(wanted).find(({ match }) => !match);
			if (current) accept(wanted, current, 'externalId');
		}
	}

	/** The groups with the External IDs that a group was given because another has kept its own. */
	private successors({ group: { externalId } }: WantedNode): CurrentNode[] {
		const successors: CurrentNode[] = [];
		for (let number = 2; ; number++) {
			const current = this.tree.byExternalId.get(successorId(externalId, number));
			if (!current) return successors;
			successors.push(current);
		}
	}

	private acceptClaims(level: readonly WantedNode[]): void {
		const claims = this.claims(level);
		const perWanted = new Map<WantedNode, number>();
		const perCurrent = new Map<CurrentNode, number>();
		for (const { wanted, current } of claims) {
			perWanted.set(wanted, (perWanted.get(wanted) ?? 0) + 1);
			perCurrent.set(current, (perCurrent.get(current) ?? 0) + 1);
		}
		const contested: Array<Claim & { direct: number; whole: number }> = [];
		for (const claim of claims) {
			const { wanted, current, by } = claim;
			if (perWanted.get(wanted) === 1 && perCurrent.get(current) === 1) {
				accept(wanted, current, by);
			} else {
				contested.push({
					...claim,
					direct: this.overlaps.direct(wanted, current).share,
					whole: this.tree.knowsParents ? this.overlaps.whole(wanted, current).share : 0,
				});
			}
		}
		contested.sort(
			(a, b) =>
				this.declaredFirst(a) - this.declaredFirst(b) ||
				b.direct - a.direct ||
				b.whole - a.whole ||
				certaintyOf(a) - certaintyOf(b) ||
				compareNodes(a, b),
		);
		for (const { wanted, current, by } of contested) {
			if (!wanted.match && !current.match) accept(wanted, current, by);
		}
	}

	/** What someone declared holds after the rename too, when only the path shows it. */
	private declaredFirst({ wanted, by }: Claim): number {
		return by === 'path' && this.settings.declared.has(wanted) ? 0 : 1;
	}

	private claims(level: readonly WantedNode[]): Claim[] {
		const claims = new Map<string, Claim>();
		const claim = (wanted: WantedNode, current: CurrentNode, by: Claim['by']) => {
			const key = JSON.stringify([wanted.group.externalId, current.group.externalId]);
			if (!claims.has(key)) claims.set(key, { wanted, current, by });
		};
		for (const wanted of level) {
			if (wanted.match) continue;
			for (const current of this.namesakes(wanted)) {
				claim(wanted, current, 'path');
				const rival = this.wantedById.get(current.group.externalId);
				if (rival && !rival.match) claim(rival, current, 'externalId');
			}
			const current = this.sameId(wanted);
			if (!current) continue;
			claim(wanted, current, 'externalId');
			const rival = this.wantedByPath.get(this.fullPath(current));
			if (rival && !rival.match && this.mayStandAt(rival, current)) claim(rival, current, 'path');
		}
		return [...claims.values()];
	}

	/** The groups of one depth that are recognised by their people. */
	private acceptOverlaps(depth: number): void {
		const direct = this.enough(this.overlaps.directAmong());
		const best = new Map<CurrentNode, EnoughOverlap>();
		for (const found of direct) if (!best.has(found.current)) best.set(found.current, found);
		this.acceptFound(
			direct.filter((found) => compareOverlaps(found, best.get(found.current)!) === 0),
			depth,
		);
		if (!this.tree.knowsParents) return;
		// Whose own people are found in a group has more right to it than a group further up.
		this.acceptFound(
			this.enough(this.overlaps.wholeAmong(depth)).filter(
				({ wanted, current }) => (best.get(current)?.wanted ?? wanted) === wanted,
			),
			depth,
		);
	}

	private acceptAboveMade(level: readonly WantedNode[]): void {
		for (const wanted of level) {
			const current = wanted.match ? undefined : namedByWhatIsBelow(wanted);
			if (!current) continue;
			accept(wanted, current, 'below');
			this.followChildren(wanted);
		}
	}

	/** Those above the minimum, the largest first. */
	private enough(overlapping: Iterable<Overlapping>): EnoughOverlap[] {
		const minimum = this.settings.minimumOverlap / 100;
		const found: EnoughOverlap[] = [];
		for (const one of overlapping) {
			if (one.count === 0 || one.share < minimum) continue;
			found.push({ ...one, renamed: one.wanted.key === one.current.key ? 0 : 1 });
		}
		return found.sort((a, b) => compareOverlaps(a, b) || compareNodes(a, b));
	}

	/** Takes the largest overlaps of one depth first; of equal ones of one group, none. */
	private acceptFound(found: readonly EnoughOverlap[], depth: number): void {
		const { unclear } = this;
		for (let start = 0, end = 0; start < found.length; start = end) {
			const first = found[start]!;
			while (end < found.length && compareOverlaps(first, found[end]!) === 0) end++;
			const equal = found
				.slice(start, end)
				.filter(
					({ current, wanted }) => !current.match && !unclear.has(current) && !unclear.has(wanted),
				);
			for (const node of repeated(equal)) unclear.add(node);
			for (const { wanted, current, share } of equal) {
				if (wanted.depth !== depth || wanted.match || current.match) continue;
				if (unclear.has(wanted) || unclear.has(current)) continue;
				accept(wanted, current, 'overlap');
				wanted.shared = Math.floor(share * 100);
				this.followChildren(wanted);
			}
		}
	}

	/** Groups below a group that was just recognised are recognised by their names. */
	private followChildren(top: WantedNode): void {
		if (!this.tree.knowsParents) return;
		const parents = [top];
		for (let i = 0; i < parents.length; i++) {
			this.acceptClaims(parents[i]!.children);
			for (const child of parents[i]!.children) if (child.match) parents.push(child);
		}
	}
}

/** Takes a wanted group for a current one. */
export function accept(wanted: WantedNode, current: CurrentNode, how: Recognised): void {
	wanted.match = current;
	wanted.how = how;
	current.match = wanted;
}
