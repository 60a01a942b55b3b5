import type { JsonValue } from '../common/json';
import {
	namesOf,
	USER_VALUES,
	type Field,
	type Gender,
	type OptionalOf,
	type RequiredOf,
	type UserValue,
} from '../model/fields';
import type { Issue } from '../model/issue';
import type { PartialReason } from '../model/partialList';
import type { Person, SkippedPerson as AnySkippedPerson } from '../model/person';
import type { NamedSource, ValueSource } from './valueSource';

type ParameterOf<N extends UserValue> = N extends UserValue
	? (typeof USER_VALUES)[N] extends { parameter: infer P extends string }
		? P
		: N
	: never;

/** The values that one path gives; segments are a list of their own. */
export type SingleValue = Exclude<UserValue, 'segments'>;

/** Values without which nobody can be a user, by the name of the parameter. */
export type RequiredParameter = 'externalId' | ParameterOf<RequiredOf<typeof USER_VALUES>>;
/** Values that may be left unmapped: the property is then absent, and left alone in the target. */
export type OptionalParameter = ParameterOf<OptionalOf<typeof USER_VALUES> & SingleValue>;

/** A value of a person that must be mapped. */
export interface RequiredValue {
	/** The name of the parameter that says where the value stands. */
	parameter: RequiredParameter;
	/** The property of the person that it becomes. */
	property: 'externalId' | RequiredOf<typeof USER_VALUES>;
	isRequired: true;
}

/** A value of a person that may be left unmapped. */
export interface OptionalValue {
	parameter: OptionalParameter;
	property: OptionalOf<typeof USER_VALUES> & SingleValue;
	isRequired: false;
}

export type MappedValue = RequiredValue | OptionalValue;

/** In the order in which a person lists them. */
export const MAPPED_VALUES: readonly MappedValue[] = [
	{ parameter: 'externalId', property: 'externalId', isRequired: true },
	...namesOf(USER_VALUES).flatMap((property) => {
		const field: Field = USER_VALUES[property];
		if (field.type === 'segments') return [];
		const isRequired = field.isRequired === true;
		return [{ parameter: field.parameter ?? property, property, isRequired } as MappedValue];
	}),
];

export const REQUIRED_FIELDS = parametersOf(true) as readonly RequiredParameter[];
export const OPTIONAL_FIELDS = parametersOf(false) as readonly OptionalParameter[];

function parametersOf(required: boolean) {
	return MAPPED_VALUES.filter(({ isRequired }) => isRequired === required).map(
		({ parameter }) => parameter,
	);
}

/** Where the segment of one category comes from, whose name is that of the category. */
export interface SegmentSource extends NamedSource {
	/** The External ID of the segment; without it, it follows from category and name. */
	code?: ValueSource;
}

/** How people with protected identity are recognised, and what becomes of them. */
export interface ProtectedIdentity {
	/** A field that is neither empty nor a no for them. */
	field?: ValueSource;
	/** Their External IDs; `*` stands for any characters. */
	externalIds: readonly string[];
	/** Whether they are not synchronised; an account that is there stays as it is. */
	leaveOut: boolean;
}

/** Where each value comes from, and how HR's codes are to be read. */
export interface Mapping {
	fields: Record<RequiredParameter, ValueSource> & Partial<Record<OptionalParameter, ValueSource>>;
	/** The company of a record: ids need only be unique within it. */
	company?: ValueSource;
	/** The day that the employment started. */
	employedFrom?: ValueSource;
	/** See `genderCodes`. */
	genderCodes: ReadonlyMap<string, Gender>;
	/** Matching keys of the employment types that are kept out of surveys. */
	excludedEmploymentTypes: ReadonlySet<string>;
	/** The organisational fields in their order; without it, all of the record's `Organization`. */
	organization?: readonly NamedSource[];
	/** Whether all else in the record's `Organization` comes after them. */
	keepsOtherLevels?: boolean;
	attributes: readonly NamedSource[];
	/** By category; without it, segments are not mapped. */
	segments?: readonly SegmentSource[];
	/** Ids of companies, the one that decides first, for people who are employed in several. */
	companyOrder: readonly string[];
	/** Texts that stand for nothing; without it, `DEFAULT_PLACEHOLDERS`. */
	placeholders?: readonly string[];
	/** Who has protected identity, and whether such people are left out. */
	protectedIdentity?: ProtectedIdentity;
	/** IANA name: where a moment in UTC begins a day. Without it, in UTC. */
	timeZone?: string;
}

/** A person with what only the nodes further on need. */
export interface MappedPerson extends Person {
	/** Codes of the values in `organization`, where the records have them. */
	organizationCodes?: Record<string, JsonValue>;
	/**
	 * Names of values that are left out, or are empty, because the source does not know them in this
	 * run or gives something that cannot be read: nothing follows from their absence.
	 */
	notKnown?: string[];
	/** What kept a value from being taken over; absent where nothing did. */
	issues?: Issue[];
	/** On everyone of a list that does not hold everybody: why. */
	partialList?: PartialReason[];
}

/** Someone who is not synchronised, and why. Known ids are carried, so that nobody is a leaver by mistake. */
export interface SkippedPerson extends AnySkippedPerson {
	username: string | null;
	issues: Issue[];
	partialList?: PartialReason[];
}

export interface MappedEmployees {
	/** In the order of the records; `sources` are the indexes of the records, the decisive one first. */
	people: Array<{ person: MappedPerson; sources: number[] }>;
	skipped: Array<{ person: SkippedPerson; source: number }>;
	/** What is odd about the mapping or the list as a whole, for the person who sets it up. */
	hints: string[];
	/** Why the records are not everybody; absent where nothing says so. Everyone carries it too. */
	partial?: PartialReason[];
}
