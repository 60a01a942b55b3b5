import {
	fieldOf,
	GROUP_VALUES,
	namesOf,
	USER_VALUES,
	type Gender,
	type GroupValue,
	type UserValue,
} from '../directory/model/fields';
import { UserError } from '../directory/model/userError';
import type { AttributeMap } from './attributeMap';
import type { Service } from './client';
import { parsePath, type AttributePath } from './attributePaths';

/** What one SCIM product is like: all that differs from another. */
export interface Profile {
	systems: Service;
	/** URN of the extension with the product's own user attributes: `{user}` in a path. */
	userExtension: string;
	/** URN of the extension with the product's own group attributes: `{group}` in a path. */
	groupExtension: string;
	/** Attribute path of each value of a user; `''` where the product has none. */
	user: Record<UserValue, string>;
	/** Attribute path of each value of a group; the name has its own in the standard. */
	group: Record<GroupPath, string>;
	/** The words for genders. */
	genders: Record<Gender, string>;
	/** What the manager attribute of a user holds: the product's own id, or the External ID. */
	managerReference: AttributeMap['managerReference'];
}

type GroupPath = Exclude<GroupValue, 'name'>;

/** Settings of a credential by their name, all of them texts. */
export type AttributeSettings = Record<string, string>;

const isPath = (field: GroupValue): field is GroupPath => field !== 'name';

/** A field of a user or a group, and the name of the setting that holds its attribute path. */
export const PATH_SETTINGS: {
	user: ReadonlyArray<{ field: UserValue; setting: string }>;
	group: ReadonlyArray<{ field: GroupPath; setting: string }>;
} = {
	user: namesOf(USER_VALUES).map((field) => ({ field, setting: `${parameterOf(field)}Path` })),
	group: namesOf(GROUP_VALUES)
		.filter(isPath)
		.map((field) => ({ field, setting: `group${capitalised(parameterOf(field))}Path` })),
};

function parameterOf(field: string): string {
	return fieldOf(field)?.parameter ?? field;
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The attribute settings of a credential as they are where nothing was changed. */
export function defaultSettings(profile: Profile): AttributeSettings {
	return {
		attributeSupport: 'listed',
		extensionUser: profile.userExtension,
		extensionGroup: profile.groupExtension,
		...Object.fromEntries(
			PATH_SETTINGS.user.map(({ field, setting }) => [setting, profile.user[field]]),
		),
		...Object.fromEntries(
			PATH_SETTINGS.group.map(({ field, setting }) => [setting, profile.group[field]]),
		),
		managerReference: profile.managerReference,
		attributePaths: '',
		groupAttributePaths: '',
	};
}

/**
 * Reads the attribute settings of a credential.
 *
 * @param credential by name of the setting; only read where `customizeAttributes` is true
 * @throws UserError that names the setting to correct
 */
export function readAttributeMap(
	profile: Profile,
	credential: Record<string, unknown>,
): AttributeMap {
	const defaults = defaultSettings(profile);
	// n8n hands over no value of a field that is hidden; an emptied one is there, and empty.
	const customized = credential.customizeAttributes === true;
	const setting = (name: string): string => {
		const value = customized ? credential[name] : undefined;
		return typeof value === 'string' ? value.trim() : (defaults[name] ?? '');
	};
	const extension = {
		user: setting('extensionUser') || profile.userExtension,
		group: setting('extensionGroup') || profile.groupExtension,
	};
	const path = (text: string, where: string): AttributePath => {
		const full = text.replaceAll('{user}', extension.user).replaceAll('{group}', extension.group);
		const parsed = parsePath(full);
		if (parsed) return parsed;
		throw new UserError(
			`The ${profile.systems.target} credential has an attribute path that cannot be read: ${text} (${where}).`,
			'Write it as in SCIM, for example userName, name.givenName, emails[primary eq true].value or {user}:gender.',
			'input',
		);
	};
	const paths = (fields: ReadonlyArray<{ field: string; setting: string }>) => {
		const known = new Map<string, AttributePath>();
		for (const { field, setting: name } of fields) {
			// Nobody can be found again without a value that is needed.
			const text = setting(name) || (fieldOf(field)?.isNeeded ? defaults[name]! : '');
			if (text !== '') known.set(field, path(text, name));
		}
		return known;
	};
	return {
		user: paths(PATH_SETTINGS.user),
		group: paths(PATH_SETTINGS.group),
		extension,
		attributes: {
			user: readAttributePaths(setting('attributePaths'), 'Additional Attributes', path),
			group: readAttributePaths(
				setting('groupAttributePaths'),
				'Additional Group Attributes',
				path,
			),
		},
		genders: profile.genders,
		managerReference: setting('managerReference') === 'externalId' ? 'externalId' : 'id',
		assumeAll: setting('attributeSupport') === 'all',
	};
}

function readAttributePaths(
	text: string,
	title: string,
	path: (text: string, where: string) => AttributePath,
): Map<string, AttributePath> {
	const known = new Map<string, AttributePath>();
	for (const line of text.split('\n')) {
		const [name = '', ...rest] = line.split('=');
		if (line.trim() === '') continue;
		known.set(name.trim(), path(rest.join('=').trim(), `${title}, ${name.trim()}`));
	}
	return known;
}
