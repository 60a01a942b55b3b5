import { compareText } from './text';

/** Counts texts, to find the one that most people use. */
export class Tally {
	private readonly counts = new Map<string, number>();

	add(text: string, times = 1): void {
		this.counts.set(text, (this.counts.get(text) ?? 0) + times);
	}

	addAll(other: Tally): void {
		for (const [text, times] of other.counts) this.add(text, times);
	}

	/** The most common text, the first in `compareText` order among equals; `undefined`: none. */
	mostCommon(): string | undefined {
		let best: string | undefined;
		let most = 0;
		for (const [text, times] of this.counts) {
			if (times > most || (times === most && compareText(text, best!) < 0)) {
				best = text;
				most = times;
			}
		}
		return best;
	}

	/** All of them that counted most, in `compareText` order. */
	leaders(): string[] {
		let most = 0;
		for (const times of this.counts.values()) if (times > most) most = times;
		return [...this.counts.keys()]
			.filter((text) => this.counts.get(text) === most)
			.sort(compareText);
	}

	/** How much more often the most common text was counted than the next; 0 among equals. */
	get lead(): number {
		const [most = 0, next = 0] = [...this.counts.values()].sort((a, b) => b - a);
		return most - next;
	}

	/** Every text that was counted, in `compareText` order. */
	texts(): string[] {
		return [...this.counts.keys()].sort(compareText);
	}

	get size(): number {
		return this.counts.size;
	}
}
