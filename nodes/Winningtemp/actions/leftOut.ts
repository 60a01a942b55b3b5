import type { IExecuteFunctions } from 'n8n-workflow';
import {
	attributeField,
	attributeName,
	GROUP_VALUES,
	namesOf,
	oneOf,
	USER_VALUES,
} from '../../../directory/model/fields';
import { formsInWords, type SeenForm } from '../../../directory/model/forms';
import { compareText } from '../../../directory/common/text';
import { row, type Language } from '../../../directory/report/columns';
import { VOCABULARY } from '../../../directory/report/guardWords';
import type { Connection } from '../../../scim/directory';
import { isObject } from '../../../scim/json';
import type { Kind } from '../../../directory/apply/target';
import type { DroppedFields } from '../../../scim/droppedFields';

/** Says what the tenant does not take: once a run, never for each person. */

const FIELDS: Record<Kind, readonly string[]> = {
	user: namesOf(USER_VALUES),
	group: namesOf(GROUP_VALUES),
};

/** The fields that items bring a value for and the tenant does not know, as `user.birthday`. */
export function unknownFields(
	kind: Kind,
	items: readonly object[],
	{ map, tenant }: Connection,
): string[] {
	const hasPath = (field: string) => field === 'name' || map[kind].has(field);
	// One that was given no path in the credential is left out on purpose.
	const unknown = FIELDS[kind].filter((field) => hasPath(field) && !tenant.knows(kind, field));
	const found = new Set<string>();
	for (const item of items) {
		const values = item as Record<string, unknown>;
		for (const field of unknown) if (hasValue(values[field])) found.add(`${kind}.${field}`);
		if (!isObject(values.attributes)) continue;
		for (const [name, value] of Object.entries(values.attributes)) {
			const field = attributeField(name);
			if (hasValue(value) && !tenant.knows(kind, field)) found.add(`${kind}.${field}`);
		}
	}
	return [...found].sort(compareText);
}

/** The mapped fields that the tenant does not know, or forgets, as `user.birthday`. */
export function unknownPaths(
	{ map, tenant }: Connection,
	dropped: Pick<DroppedFields, 'leftOut'>,
): string[] {
	const of = (kind: Kind) =>
		[...map[kind].keys()]
			.filter((field) => !tenant.knows(kind, field))
			.map((field) => `${kind}.${field}`);
	return [...new Set([...of('group'), ...of('user'), ...dropped.leftOut])].sort(compareText);
}

function hasValue(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return ![undefined, null, '', false, 'none'].some((empty) => empty === value);
}

/** Shows the person at the editor what is left out and what to do about it. */
export function hintUnsupportedFields(context: IExecuteFunctions, fields: readonly string[]): void {
	if (fields.length === 0) return;
	const apart = fields.includes('group.parentExternalId')
		? ' New groups stand beside the existing structure until somebody moves them in Winningtemp.'
		: '';
	context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `This Winningtemp tenant does not take these values over SCIM, so they are left out: ${inWords(fields).join(', ')}. Everything else is synchronised.${apart} Ask Winningtemp to switch them on, or for their attribute paths and enter those in the credential.`,
	});
}

/** Shows the person at the editor what only one user is written this time. */
export function hintTriedAgain(context: IExecuteFunctions, fields: readonly string[]): void {
	if (fields.length === 0) return;
	context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `This Winningtemp tenant did not take these values a week ago: ${inWords(fields).join(', ')}. This run tries them again with one person. If the tenant takes them now, the next run writes them for everybody else.`,
	});
}

/** Shows the person at the editor what the lists do not show, so that reading takes longer. */
export function hintHiddenFields(context: IExecuteFunctions, hidden: readonly string[]): void {
	for (const kind of ['user', 'group'] as const) {
		const fields = hidden.filter((field) => field.startsWith(`${kind}.`));
		if (fields.length === 0) continue;
		const all = `${kind}s`;
		context.addExecutionHints({
			type: 'warning',
			location: 'outputPane',
			message: `The lists of ${all} of this Winningtemp tenant do not show these values: ${inWords(fields).join(', ')}. So the node reads each ${kind} by itself: one request for each ${kind}. Nothing is missing. Ask Winningtemp to show the values in lists.`,
		});
	}
}

/** Shows the person at the editor what was written and is not there. */
export function hintForgottenFields(context: IExecuteFunctions, fields: readonly string[]): void {
	hintLost(
		context,
		fields,
		(names) =>
			`This Winningtemp tenant accepts these values over SCIM and then forgets them: ${names}.`,
	);
}

/** Shows the person at the editor what is refused of everybody. */
export function hintRefusedFields(context: IExecuteFunctions, fields: readonly string[]): void {
	hintLost(
		context,
		fields,
		(names) =>
			`This Winningtemp tenant refuses these values over SCIM, so they were left out: ${names}.`,
	);
}

function hintLost(
	context: IExecuteFunctions,
	fields: readonly string[],
	what: (names: string) => string,
): void {
	if (fields.length === 0) return;
	const memory =
		context.getMode() === 'manual'
			? 'The scheduled runs find that out for themselves, and then leave them out for a week.'
			: 'They are left out from now on, and tried again after a week.';
	const advice =
		'Everything else is synchronised. Ask Winningtemp to switch them on, or empty their attribute paths in the credential.';
	context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: [what(inWords(fields).join(', ')), memory, advice].join(' '),
	});
}

/** Shows the person at the editor what came back in another form than it was sent. */
export function hintOtherForms(context: IExecuteFunctions, forms: readonly SeenForm[]): void {
	if (forms.length === 0) return;
	const names = forms.map(({ field, form }) => {
		const how = formsInWords(form ? [form] : []);
		return [...inWords([field]), ...how.map((words) => `(${words})`)].join(' ');
	});
	const memory =
		context.getMode() === 'manual'
			? 'The scheduled runs find that out for themselves, and then compare these values as they come back.'
			: 'From now on they are compared as they come back, and written only where they change in HR.';
	context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `This Winningtemp tenant keeps some values in another form than they are sent: ${names.join(', ')}. ${memory}`,
	});
}

const FIELD_WORDS = row(
	{ one: oneOf, ofGroups: (one: string) => `${one} of groups` },
	{
		one: (name: string) => VOCABULARY.sv?.one(name) ?? oneOf(name),
		ofGroups: (one: string) => `gruppernas ${one}`,
	},
);

/** @param fields as `user.birthday` */
export function inWords(fields: readonly string[], language: Language = 'en'): string[] {
	const { one, ofGroups } = FIELD_WORDS[language];
	return fields.map((field) => {
		const [kind] = field.split('.', 1);
		const name = field.slice(kind!.length + 1);
		return attributeName(name) ?? (kind === 'group' ? ofGroups(one(name)) : one(name));
	});
}
