import { UserError } from '../model/userError';
import {
	mergeAcrossCompanies,
	qualifiedIds,
	References,
	sharing,
	sharingId,
	type Identity,
	type Merge,
} from './duplicates';
import { ownValue, setOwnValue } from '../common/json';
import { error, warning, type Issue } from '../model/issue';
import { isOnlyMark, partialReasons, type PartialReason } from '../model/partialList';
import type { Gender, JsonValue, Person } from '../model/person';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import {
	jsonForm,
	loginOf,
	readAttribute,
	readBirthday,
	readEmail,
	readExclusion,
	readGender,
	textOf,
	type Reading,
} from './values';
import {
	absenceOf,
	ORGANIZATION,
	ORGANIZATION_CODES,
	type NamedSource,
	type ValueSource,
} from './valueSource';

/** Without these nobody can be a user (facts: "What the values mean"). */
export const REQUIRED_FIELDS = ['externalId', 'username', 'firstName', 'lastName'] as const;
/** These may be left unmapped: the property is then absent, and left alone in Winningtemp. */
export const OPTIONAL_FIELDS = [
	'email',
	'gender',
	'birthday',
	'manager',
	'excludeFromSurveys',
] as const;

type RequiredField = (typeof REQUIRED_FIELDS)[number];
type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** Where each value comes from, and how HR's codes are to be read. */
export interface Mapping {
	fields: Record<RequiredField, ValueSource> & Partial<Record<OptionalField, ValueSource>>;
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
	attributes: readonly NamedSource[];
	/** Ids of companies, the one that decides first, for people who are employed in several. */
	companyOrder: readonly string[];
}

/** A person with what only the nodes further on need. */
export interface MappedPerson extends Person {
	/** Codes of the values in `organization`, where the records have them. */
	organizationCodes?: Record<string, JsonValue>;
	/** Warnings; absent where there are none. */
	issues?: Issue[];
	/** On everyone of a list that does not hold everybody: why. */
	partialList?: PartialReason[];
}

/**
 * Someone who is not synchronised, and why. Known ids are carried, so that nobody is taken for a
 * leaver for a fault in the record.
 */
export interface SkippedPerson {
	externalId: string | null;
	name: string;
	username: string | null;
	skipped: true;
	issues: Issue[];
	partialList?: PartialReason[];
}

export interface MappedEmployees {
	/** In the order of the records; `sources` are the indexes of the records, the decisive one first. */
	people: Array<{ person: MappedPerson; sources: number[] }>;
	skipped: Array<{ person: SkippedPerson; source: number }>;
	/** What is odd about the mapping as a whole, for whoever sets it up. */
	hints: string[];
	/** Why the records are not everybody; absent where nothing says so. Everyone carries it too. */
	partial?: PartialReason[];
}

/** An issue whose subject is not settled yet. */
type Problem = Omit<Issue, 'subject'>;

/** A person in the making. */
interface Draft extends Identity {
	index: number;
	person: MappedPerson;
	manager: string;
	problems: Problem[];
	/** Whether something mandatory is missing. */
	isUnusable: boolean;
}

/**
 * Turns records of an HR system into people in Winningtemp's terms.
 *
 * A field that no record has is a slip in the mapping: for a mandatory value a `UserError`, for
 * another a hint, and the value counts as not mapped, so that a misspelt name clears nothing. A
 * field that only some records lack is empty there.
 *
 * @param records any JSON; the result does not depend on their order
 * @param today `YYYY-MM-DD`: later birthdays are faults
 * @throws UserError
 */
export function mapEmployees(
	records: readonly unknown[],
	mapping: Mapping,
	today: string,
): MappedEmployees {
	const partial = partialReasons(records);
	if (records.every(isOnlyMark)) return { people: [], skipped: [], hints: [], ...marked(partial) };
	const table = readTable(records, mapping);
	const drafts: Draft[] = [];
	records.forEach((record, index) => {
		if (!isOnlyMark(record)) drafts.push(draftOf(record, index, table, mapping, today));
	});

	// Nearly everyone has an id of their own, and is not looked at again.
	const sharers = sharing(drafts, ({ id }) => id).flat();
	refuseAll(sharingId(sharers));
	const merges = mergeAcrossCompanies(
		drafts.filter((draft) => !draft.isUnusable),
		mapping.companyOrder,
	);
	const mergedInto = new Map<Draft, Draft>();
	for (const { kept, left } of merges) for (const draft of left) mergedInto.set(draft, kept);

	const separate = drafts.filter((draft) => !mergedInto.has(draft));
	const qualified = qualifiedIds(sharers.filter((draft) => !mergedInto.has(draft)));
	for (const [draft, externalId] of qualified) draft.person.externalId = externalId;
	// A qualified id may be somebody else's own one: `7` of company A, and `A:7`.
	if (qualified.size > 0) refuseAll(sharing(separate, ({ person }) => person.externalId));
	linkManagers(drafts, new Set([...sharers, ...mergedInto.keys()]), mergedInto);
	for (const merge of merges) tellMerge(merge);

	const merged = new Map(merges.map((merge) => [merge.kept, merge]));
	const usable = separate.filter((draft) => !draft.isUnusable);
	return {
		people: usable.map((draft) => ({
			person: finished(draft, partial),
			sources: [draft.index, ...(merged.get(draft)?.left ?? []).map(({ index }) => index)],
		})),
		skipped: separate
			.filter((draft) => draft.isUnusable)
			.map((draft) => ({ person: skippedPerson(draft, partial), source: draft.index })),
		hints: table.hints,
		...marked(partial),
	};
}

function marked(partial: PartialReason[] | undefined): Pick<MappedEmployees, 'partial'> {
	return partial ? { partial } : {};
}

/** The values of one source by the index of the record. */
type Column = unknown[];

interface NamedColumn {
	name: string;
	values: Column;
	/** The field that the name stands for in the record, to find its code by. */
	field: string;
}

interface Table {
	fields: Record<RequiredField, Column> & Partial<Record<OptionalField, Column>>;
	company: Column | undefined;
	employedFrom: Column | undefined;
	organization: NamedColumn[] | undefined;
	attributes: NamedColumn[];
	hints: string[];
}

/** A value that could not be worked out. */
class Unreadable {
	constructor(readonly cause: unknown) {}
}

function readTable(records: readonly unknown[], mapping: Mapping): Table {
	const hints: string[] = [];
	const optional = (source: ValueSource | undefined): Column | undefined => {
		const values = source && readColumn(records, source);
		if (source && !values) {
			hints.push(
				`${absenceOf(source, records)} It counts as not mapped. Correct ${source.parameter}, or empty it.`,
			);
		}
		return values;
	};
	const required = (source: ValueSource): Column => {
		const values = readColumn(records, source);
		if (values) return values;
		throw new UserError(
			`${absenceOf(source, records)} Drag the right field into ${source.parameter}.`,
			'Nothing was passed on. A field that no item has is a slip in the mapping.',
			'input',
		);
	};
	const named = (sources: readonly NamedSource[]): NamedColumn[] =>
		sources.flatMap((source) => {
			const values = optional(source);
			return values ? [{ name: source.name, values, field: source.path?.at(-1) ?? '' }] : [];
		});
	const { fields, company, employedFrom, organization, attributes } = mapping;
	const columns: Partial<Record<RequiredField | OptionalField, Column>> = {};
	for (const field of REQUIRED_FIELDS) columns[field] = required(fields[field]);
	for (const field of OPTIONAL_FIELDS) columns[field] = optional(fields[field]);
	return {
		fields: columns as Table['fields'],
		// Other systems than Flex have neither, and need neither.
		company: company && readColumn(records, company),
		employedFrom: employedFrom && readColumn(records, employedFrom),
		organization: organization && named(organization),
		attributes: named(attributes),
		hints,
	};
}

/** Reads a value of every record; `undefined` where no record has it. */
function readColumn(records: readonly unknown[], source: ValueSource): Column | undefined {
	let isThere = false;
	let failures = 0;
	const values = records.map((record, index) => {
		try {
			const value = jsonForm(source.read(record, index));
			isThere ||= value !== undefined;
			return value;
		} catch (cause) {
			failures++;
			return new Unreadable(cause);
		}
	});
	if (failures === records.length) throw (values[0] as Unreadable).cause;
	return isThere ? values : undefined;
}

/** What is missing, as the message and the issue's code say it. */
const MANDATORY: Record<RequiredField, { says: string; code: string }> = {
	externalId: { says: 'External ID', code: 'missingExternalId' },
	username: { says: 'username', code: 'missingUsername' },
	firstName: { says: 'first name', code: 'missingFirstName' },
	lastName: { says: 'last name', code: 'missingLastName' },
};

/** How each value that may be absent gets onto the person. */
const OPTIONAL: Record<
	OptionalField,
	{
		property: keyof MappedPerson;
		read: (raw: unknown, mapping: Mapping, today: string) => Reading<JsonValue>;
	}
> = {
	email: { property: 'email', read: readEmail },
	gender: { property: 'gender', read: (raw, { genderCodes }) => readGender(raw, genderCodes) },
	birthday: { property: 'birthday', read: (raw, _mapping, today) => readBirthday(raw, today) },
	manager: { property: 'managerExternalId', read: (raw) => ({ value: textOf(raw) || null }) },
	excludeFromSurveys: {
		property: 'excludeFromSurveys',
		read: (raw, mapping) => ({ value: readExclusion(raw, mapping.excludedEmploymentTypes) }),
	},
};

function draftOf(
	record: unknown,
	index: number,
	table: Table,
	mapping: Mapping,
	today: string,
): Draft {
	const { fields } = table;
	const id = textOf(fields.externalId[index]);
	const username = loginOf(fields.username[index]);
	const firstName = textOf(fields.firstName[index]);
	const lastName = textOf(fields.lastName[index]);
	const draft: Draft = {
		index,
		id,
		username,
		firstName,
		lastName,
		company: textOf(table.company?.[index]),
		employedFrom: textOf(table.employedFrom?.[index]),
		birthday: '',
		manager: '',
		// The order of the properties is what people see in the editor.
		person: fields.email
			? { externalId: id, username, email: null, firstName, lastName }
			: { externalId: id, username, firstName, lastName },
		problems: [],
		isUnusable: false,
	};
	checkMandatory(draft, table, mapping);
	addOptional(draft, table, mapping, today);
	addNamed(draft, table, record);
	draft.birthday = draft.person.birthday ?? '';
	draft.manager = draft.person.managerExternalId ?? '';
	return draft;
}

/** A person's name for people to read, or what else there is to tell the record by. */
function nameOf({ firstName, lastName, username, id }: Draft): string {
	return `${firstName} ${lastName}`.trim() || username || id || 'A record without name';
}

function checkMandatory(draft: Draft, table: Table, mapping: Mapping): void {
	for (const field of REQUIRED_FIELDS) {
		const raw = table.fields[field][draft.index];
		if (draft.person[field] !== '' && !(raw instanceof Unreadable)) continue;
		const { says, code } = MANDATORY[field];
		const { parameter, label } = mapping.fields[field];
		if (raw instanceof Unreadable) {
			refuse(
				draft,
				'expressionFailed',
				`the expression in ${parameter} could not be worked out for this person. Correct the expression, or the values it uses in HR.`,
				{ parameter },
			);
		} else {
			const why = typeof raw === 'object' && raw !== null ? 'is not a single value' : 'is empty';
			refuse(
				draft,
				code,
				`no ${says}: ${label} ${why}. Fill it in in HR, or map ${parameter} from another field.`,
				{ parameter },
			);
		}
	}
	if (/\s/u.test(draft.username)) {
		refuse(
			draft,
			'invalidUsername',
			`the username has a blank inside, so nobody could log in with it. Correct it in HR.`,
		);
	}
}

/** Keeps someone from being synchronised. */
function refuse(
	draft: Draft,
	code: string,
	says: string,
	details: Record<string, JsonValue> = {},
): void {
	draft.isUnusable = true;
	draft.problems.push({
		severity: 'error',
		code,
		message: `${nameOf(draft)} is not synchronised: ${says}`,
		details,
	});
}

function warn(
	draft: Draft,
	code: string,
	says: string,
	details: Record<string, JsonValue> = {},
): void {
	draft.problems.push({ severity: 'warning', code, message: `${nameOf(draft)} ${says}`, details });
}

function addOptional(draft: Draft, table: Table, mapping: Mapping, today: string): void {
	const person = draft.person as unknown as Record<string, JsonValue>;
	for (const field of OPTIONAL_FIELDS) {
		const column = table.fields[field];
		if (!column) continue;
		const raw = column[draft.index];
		const { property, read } = OPTIONAL[field];
		if (raw instanceof Unreadable) {
			delete person[property];
			warnUnreadable(draft, mapping.fields[field]!.parameter);
			continue;
		}
		const { value, problem } = read(raw, mapping, today);
		person[property] = value;
		if (problem) warn(draft, problem.code, problem.says, problem.details);
	}
}

function warnUnreadable(draft: Draft, parameter: string): void {
	warn(
		draft,
		'expressionFailed',
		`keeps the present value in Winningtemp, because the expression in ${parameter} could not be worked out. Correct the expression, or the values it uses in HR.`,
		{ parameter },
	);
}

function addNamed(draft: Draft, table: Table, record: unknown): void {
	const { person } = draft;
	if (table.attributes.length > 0) person.attributes = namedValues(draft, table.attributes);
	const codes = objectOf(ownValue(record, ORGANIZATION_CODES));
	if (table.organization) {
		person.organization = namedValues(draft, table.organization);
		if (codes) person.organizationCodes = codesOf(table.organization, codes);
		return;
	}
	const organization = objectOf(ownValue(record, ORGANIZATION));
	if (!organization) return;
	person.organization = { ...organization };
	if (codes) person.organizationCodes = { ...codes };
}

function namedValues(draft: Draft, columns: readonly NamedColumn[]): Record<string, JsonValue> {
	const values: Record<string, JsonValue> = {};
	for (const { name, values: column } of columns) {
		const raw = column[draft.index];
		if (raw instanceof Unreadable) warnUnreadable(draft, JSON.stringify(name));
		else setOwnValue(values, name, readAttribute(raw));
	}
	return values;
}

function codesOf(
	columns: readonly NamedColumn[],
	codes: Record<string, JsonValue>,
): Record<string, JsonValue> {
	return Object.fromEntries(
		columns.flatMap(({ name, field }) => {
			const code = ownValue(codes, field);
			return code === undefined ? [] : [[name, code as JsonValue]];
		}),
	);
}

function objectOf(value: unknown): Record<string, JsonValue> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return value as Record<string, JsonValue>;
}

const MOST_NAMED = 5;

/** Refuses all records that share an External ID: which of them is right, only HR can tell. */
function refuseAll(groups: Draft[][]): void {
	for (const group of groups) {
		const people = group.map(describe).sort(compareText);
		const companies = new Set(group.map((draft) => draft.company));
		const company = companies.size === 1 ? group[0]!.company : '';
		const where = company === '' ? '' : ` in company ${company}`;
		for (const draft of group) {
			if (draft.problems.some(({ code }) => code === 'duplicateExternalId')) continue;
			refuse(
				draft,
				'duplicateExternalId',
				`${group.length} records have the External ID ${draft.person.externalId}${where}: ${joinSome(people, MOST_NAMED)}. Give each person an id of their own in HR, or map External ID from another field.`,
				{ people: people.slice(0, MOST_NAMED), count: group.length, company: company || null },
			);
		}
	}
}

function describe(draft: Draft): string {
	const { username } = draft;
	const name = nameOf(draft);
	return username === '' || username === name ? name : `${name} (${username})`;
}

/**
 * Managers are named by HR's ids: they become External IDs, of whoever a record was merged into.
 *
 * @param special the records whose External ID may be another than their id in HR
 */
function linkManagers(
	drafts: readonly Draft[],
	special: ReadonlySet<Draft>,
	mergedInto: ReadonlyMap<Draft, Draft>,
): void {
	const references = new References(
		special,
		(draft) => (mergedInto.get(draft) ?? draft).person.externalId,
	);
	for (const draft of drafts) {
		if (draft.manager === '') continue;
		const manager = references.resolve(draft.manager, draft.company);
		if (manager !== undefined) {
			draft.person.managerExternalId = manager;
			continue;
		}
		delete draft.person.managerExternalId;
		warn(
			draft,
			'ambiguousManager',
			`has a manager with the id ${draft.manager}, which several companies use, though not this person's own. The manager in Winningtemp stays as it is. Correct the manager in HR.`,
			{ manager: draft.manager },
		);
	}
}

function tellMerge({ kept, left }: Merge<Draft>): void {
	const companies = [kept, ...left].map(({ company }) => company);
	const others = left.map(({ id, company }) => `${id} of company ${company}`).join(', ');
	warn(
		kept,
		'mergedAcrossCompanies',
		`is employed in ${companies.length} companies and becomes one user, by the record ${kept.id} of company ${kept.company}. Left out: ${others}. If another company should decide, name it first in Company Order.`,
		{
			companies,
			keptExternalId: kept.person.externalId,
			mergedExternalIds: left.map(({ id }) => id),
		},
	);
}

function issuesOf(draft: Draft): Issue[] {
	const subject: Issue['subject'] = {
		kind: 'user',
		externalId: draft.person.externalId || null,
		name: nameOf(draft),
	};
	return draft.problems.map(({ severity, code, message, details }) =>
		(severity === 'error' ? error : warning)(code, subject, message, details),
	);
}

function finished(draft: Draft, partial: PartialReason[] | undefined): MappedPerson {
	if (partial) draft.person.partialList = partial;
	if (draft.problems.length > 0) draft.person.issues = issuesOf(draft);
	return draft.person;
}

function skippedPerson(draft: Draft, partial: PartialReason[] | undefined): SkippedPerson {
	return {
		externalId: draft.person.externalId || null,
		name: nameOf(draft),
		username: draft.username || null,
		skipped: true,
		issues: issuesOf(draft),
		...(partial ? { partialList: partial } : {}),
	};
}
