/** Numbers that look random and are the same on every machine for the same seed. */
export interface Random {
	/** From 0 up to, not including, 1. */
	next(): number;
	/** A whole number from 0 up to, not including, `below`. */
	below(below: number): number;
	pick<T>(list: readonly T[]): T;
	chance(share: number): boolean;
}

/** A mulberry32 generator: 32 bits of state, good enough for invented people and fault schedules. */
export function createRandom(seed: number): Random {
	let state = seed | 0;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		return mixed(state) / 2 ** 32;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		next,
		below,
		pick: (list) => list[below(list.length)]!,
		chance: (share) => next() < share,
	};
}

function mixed(state: number): number {
	let t = Math.imul(state ^ (state >>> 15), state | 1);
	t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
	return (t ^ (t >>> 14)) >>> 0;
}

/**
 * A GUID that depends on nothing but its arguments, so that the thousandth employee has the same
 * one whatever was made before. Two 32-bit hashes run side by side over the kind.
 */
export function guidOf(seed: number, kind: string, number: number): string {
	let one = seed ^ 0xdeadbeef;
	let two = seed ^ 0x41c6ce57;
	for (let i = 0; i < kind.length; i++) {
		const code = kind.charCodeAt(i);
		one = Math.imul(one ^ code, 0x9e3779b1);
		two = Math.imul(two ^ code, 0x5f356495);
		one ^= two >>> 15;
	}
	const a = mixed(one ^ Math.imul(number + 1, 0x85ebca6b));
	const b = mixed(two ^ Math.imul(number + 1, 0xc2b2ae35));
	const c = mixed(a ^ Math.imul(two, 0x27d4eb2f));
	const d = mixed(b ^ Math.imul(one, 0x165667b1));
	return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-4${hex(b).slice(1)}-a${hex(c).slice(1)}-${hex(c >>> 16)}${hex(d >>> 16)}${hex(d)}`;
}

const HEX = Array.from({ length: 0x10000 }, (_, bits) => bits.toString(16).padStart(4, '0'));

/** The low 16 bits in four digits. */
function hex(bits: number): string {
	return HEX[bits & 0xffff]!;
}
