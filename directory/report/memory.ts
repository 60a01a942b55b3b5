import { createHash } from 'crypto';
import { canonicalJson, isRecord, type JsonValue } from '../common/json';
import { compareText } from '../common/text';
import type { Issue } from '../model/issue';
import type { ReadHeld, ReadInput } from './input';
import { count, text } from './itemValues';
import type { Memory, ReportFigures, RunNumbers } from './model';

/** 48 bits: of 5,000 findings, one in fifty thousand million is taken for another. */
const HASH = 8;
const MOST_FINDINGS = 5000;
const MOST_RUNS = 30;

/** What is kept between two runs; `null` where it is no such memory. */
function readMemory(value: unknown): Memory | null {
	if (!isRecord(value) || text(value.salt) === '' || !Array.isArray(value.runs)) return null;
	const runs = value.runs.filter(isRecord).map((run) => ({
		at: text(run.at),
		made: count(run.made),
		held: count(run.held),
		failed: count(run.failed),
		issues: count(run.issues),
	}));
	return {
		salt: text(value.salt),
		findings: text(value.findings),
		isWhole: value.isWhole !== false,
		runs,
	};
}

/** What is new in a run. */
export interface Judgement {
	/** Of what is held, or an issue; `undefined` where it is not known, such as in the first run. */
	isNew: (one: object) => boolean | undefined;
	/** Absent where it is not known of everything. */
	news: ReportFigures['news'];
}

function heldKey({ kind, externalId, targetId, guard, fields }: ReadHeld): JsonValue {
	const values = fields.map(({ field, to }) => [field, to]);
	return ['held', kind, externalId ?? targetId, guard?.name ?? '', values];
}

/** The message is no part of it: numbers in it change from night to night. */
function issueKey({ code, subject: { kind, externalId, name }, details }: Issue): JsonValue {
	return ['issue', code, kind, externalId ?? name, text(details.field)];
}

/** Recognises findings of the last run, and remembers those of this one. */
export class Recogniser {
	private readonly last: Memory | null;
	private readonly known: ReadonlySet<string>;
	/** Of larger hashes nothing is known. */
	private readonly largest: string | null;
	private readonly seen = new Set<string>();
	private readonly salt: string;

	/**
	 * @param stored what `next` gave after the last run
	 * @param salt for a memory that begins: random, and unguessable
	 */
	constructor(stored: unknown, salt: string) {
		this.last = readMemory(stored);
		this.salt = this.last?.salt ?? salt;
		const hashes = this.last === null ? [] : hashesIn(this.last);
		this.known = new Set(hashes);
		this.largest = this.last?.isWhole === false ? (hashes.at(-1) ?? '') : null;
	}

	/** The runs before this one, the latest last. */
	get runs(): RunNumbers[] {
		return this.last?.runs ?? [];
	}

	/** Judges all that is held and every issue. To be asked once a run. */
	judge({ held, issues }: Pick<ReadInput, 'held' | 'issues'>): Judgement {
		const found = new Map<object, boolean | undefined>();
		for (const one of held) found.set(one, this.isNew(heldKey(one)));
		for (const one of issues) found.set(one, this.isNew(issueKey(one)));
		const newOf = (list: readonly object[]) => list.filter((one) => found.get(one)).length;
		return {
			isNew: (one) => found.get(one),
			news:
				[...found.values()].includes(undefined) || this.last === null
					? undefined
					: { held: newOf(held), issues: newOf(issues) },
		};
	}

	private isNew(finding: JsonValue): boolean | undefined {
		const hash = createHash('sha256')
			.update(this.salt + canonicalJson(finding))
			.digest('base64url')
			.slice(0, HASH);
		this.seen.add(hash);
		if (this.last === null) return undefined;
		if (this.known.has(hash)) return false;
		return this.largest !== null && compareText(hash, this.largest) > 0 ? undefined : true;
	}

	/**
	 * What to keep for the next run. A run that saw only some people, or that ended early, forgets
	 * nothing.
	 */
	next(run: RunNumbers, sawEverything: boolean): Memory {
		const all = sawEverything ? [...this.seen] : [...new Set([...this.seen, ...this.known])];
		const hashes = all.sort(compareText).slice(0, MOST_FINDINGS);
		const wasWhole = sawEverything || this.last === null || this.last.isWhole;
		return {
			salt: this.salt,
			findings: hashes.join(''),
			isWhole: wasWhole && all.length <= MOST_FINDINGS,
			runs: [...this.runs, run].slice(-MOST_RUNS),
		};
	}
}

function hashesIn({ findings }: Memory): string[] {
	const hashes: string[] = [];
	for (let at = 0; at + HASH <= findings.length; at += HASH) {
		hashes.push(findings.slice(at, at + HASH));
	}
	return hashes;
}

/** A run in numbers, for the chart. */
export function numbersOf(figures: ReportFigures, made: number): RunNumbers {
	const { createdAt: at, held, failed, issues } = figures;
	return { at, made, held, failed, issues: issues.errors + issues.warnings };
}
