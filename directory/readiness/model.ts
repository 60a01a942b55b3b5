import type { ExplanationStep } from '../explain/model';
import type { Language } from '../report/columns';
import type { Told } from './told';

/**
 * What a check before the start finds out, as plain data. The nodes that check the HR system and the
 * target emit these shapes, and the readiness page is made of them. Neither check writes anything.
 */

/** How far a finding keeps the first run from starting, the worst first. */
export const WEIGHTS = ['start', 'people', 'decide', 'know'] as const;
export type Weight = (typeof WEIGHTS)[number];

/** Who has to do something about a finding. */
export const OWNERS = ['hr', 'hrSystem', 'target', 'consultant'] as const;
export type Owner = (typeof OWNERS)[number];

/** Somebody or something that a finding is about: no more than is needed to find it again. */
export interface Concerned {
	name: string;
	/** What finds a person again where names are left out, such as a number; `null`: no person. */
	id: string | null;
	/** What else there is to say, such as the company, or why. */
	note: string;
	/** Words of it in other languages. */
	sv?: { name?: string; note?: string };
}

/** A finding in the language of the page. */
export interface PageFinding {
	/** Stable, in camel case: for filters and tests, not for reading. */
	code: string;
	weight: Weight;
	owner: Owner;
	/** What was found: a sentence without the full stop. */
	title: string;
	/** What to do about it: one or two sentences. */
	advice: string;
	/** How many it concerns; 0 where it is about nobody in particular. */
	count: number;
	/** The first of them, at most `MOST_CONCERNED`. */
	concerns: Concerned[];
}

/** A finding of a check, in all languages. */
export type ReadinessFinding = PageFinding & Told<'title' | 'advice'>;

/** So many are listed by name for one finding; `count` has all. */
export const MOST_CONCERNED = 1000;

/** Something with a name, and how many people have it. */
export interface Share {
	name: string;
	people: number;
}

/** What the API user gets of one resource. */
export interface ResourceAccess extends Told<'without'> {
	resource: string;
	/** `missing`: there is no such resource, or it looks so to a user without the right. */
	access: 'permitted' | 'refused' | 'missing';
	/** Where only some companies are closed: their names. */
	companies: string[];
}

export interface DimensionFacts extends Share, Told<'reason'> {
	/** In per cent of those employed, rounded. */
	share: number;
	/** Distinct values; 0 where they were not read. */
	values: number;
	/** Place among the recommended levels, from 1; 0 for none. */
	level: number;
}

/** The HR system, checked. */
export interface HrCheck {
	check: 'hr';
	/** Where the API is. */
	address: string;
	/** The form of log-in that worked, and the one that the credential asks for. */
	logIn: { form: string; chosen: string };
	/** The day on which employments and values were looked at, `YYYY-MM-DD`. */
	date: string;
	/** Rows a page that were asked for, and that the server gives; `null` where no list is so long. */
	pageSize: { asked: number; given: number | null };
	resources: ResourceAccess[];
	companies: Array<{ name: string; id: string | null; listed: number; employed: number }>;
	dimensions: DimensionFacts[];
	/** Names of dimensions, the top level first. */
	recommendedLevels: string[];
	employmentTypes: Share[];
	employmentForms: Share[];
	findings: ReadinessFinding[];
}

/** How many of a kind the target has, and how many of them were made by hand. */
export interface KindFacts {
	total: number;
	withExternalId: number;
	withoutExternalId: number;
}

/** The target, checked. */
export interface TargetCheck {
	check: 'target';
	address: string;
	supports: {
		groups: boolean;
		patch: boolean;
		bulk: boolean;
		filter: boolean;
		/** The largest page that it says it gives; `null` where it says nothing. */
		pageSize: number | null;
	};
	/** Values that will be left out, in words. */
	skipped: string[];
	sv: { skipped: string[] };
	users: KindFacts & { active: number; administrators: number };
	groups: KindFacts;
	findings: ReadinessFinding[];
}

/** Everything that the page says, in words, nothing escaped. */
export interface Readiness {
	/** `blocked`: a first run must wait; `attention`: something is to be decided; else `ready`. */
	status: 'ready' | 'attention' | 'blocked';
	language: Language;
	title: string;
	/** `YYYY-MM-DD`, and with `HH:MM`, in the time zone. */
	date: string;
	time: string;
	timeZone: string;
	headline: string;
	/** One line for an e-mail, without personal data. */
	subject: string;
	/** What blocks the start first. */
	findings: PageFinding[];
	sections: ExplanationStep[];
	owners: Record<Owner, string>;
}

/**
 * A finding, with the people whom it concerns sorted by name and cut at `MOST_CONCERNED`.
 *
 * @param concerns all of them; none where it is about nobody in particular
 */
export function findingOf<T extends Omit<PageFinding, 'count' | 'concerns'>>(
	finding: T,
	concerns: readonly Concerned[] = [],
): T & Pick<PageFinding, 'count' | 'concerns'> {
	const key = ({ name, id, note }: Concerned) => `${name}\n${note}\n${id}`;
	const sorted = concerns
		.map((one) => ({ one, key: key(one) }))
		.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
		.slice(0, MOST_CONCERNED)
		.map(({ one }) => one);
	return { ...finding, count: concerns.length, concerns: sorted };
}
