import type { AttributeMap } from './attributeMap';
import { parsePath, readPath, type AttributePath } from './attributePaths';
import { textOrNull, type JsonObject } from './json';
import { detailOf } from './words';
import type { ScimResponse } from './protocol';
import type { TenantSettings } from './tenantSettings';
import type { Ways } from './ways';

/** Attributes that repeat a user's name as a whole, which some tenants require. */
const REPEATING: readonly AttributePath[] = ['displayName', 'name.formatted'].map((path) =>
	parsePath(path)!,
);

/** The attributes of the list above that a tenant requires, by what says whether it requires one. */
export function requiredNames(isRequired: (path: AttributePath) => boolean): string[] {
	return REPEATING.filter(isRequired).map(({ text }) => text);
}

/** The attributes that a refusal names, of those that repeat a name. */
function namesRefused(answer: ScimResponse): string[] {
	const detail = detailOf(answer).toLowerCase();
	return requiredNames(({ attribute, sub }) =>
		new RegExp(`\\b${(sub ?? attribute).toLowerCase()}\\b`).test(detail),
	);
}

/** What decides which of them are sent. */
interface Named {
	settings: Pick<TenantSettings, 'userDisplayName'>;
	/** As the schema has it. */
	requiredNames: readonly string[];
	ways: Ways;
}

const LEARNED = 'user.repeatedNames';

/** The attributes that a tenant wants a user's whole name in. */
export function repeatedNames({ settings, requiredNames: listed, ways }: Named): string[] {
	if (settings.userDisplayName === 'never') return [];
	const always = settings.userDisplayName === 'always' ? ['displayName'] : [];
	const learned = ways.of(LEARNED)?.split(' ') ?? [];
	return [...new Set([...always, ...listed, ...learned])];
}

/**
 * Takes in from a refusal what a tenant requires.
 *
 * @param sent what was sent along
 * @returns whether more is to be sent
 */
export function learnNames(tenant: Named, sent: readonly string[], answer: ScimResponse): boolean {
	if (tenant.settings.userDisplayName === 'never') return false;
	const missing = namesRefused(answer).filter((name) => !sent.includes(name));
	if (missing.length === 0) return false;
	tenant.ways.learn(LEARNED, [...new Set([...repeatedNames(tenant), ...missing])].join(' '));
	return true;
}

/**
 * What keeps a user's repeated names in step with the name.
 *
 * @param user as it will be
 * @param before as it is now; `null` for a new one
 */
export function repeatedNameEdits(
	wanted: readonly string[],
	user: JsonObject,
	before: JsonObject | null,
	map: Pick<AttributeMap, 'user'>,
): Array<{ path: AttributePath; value: string }> {
	if (wanted.length === 0) return [];
	const name = nameIn(user, map);
	const isOwn = ({ text }: AttributePath) =>
		[...map.user.values()].some((one) => one.text === text);
	const hasNewName = before === null || nameIn(before, map) !== name;
	return REPEATING.filter((path) => wanted.includes(path.text) && !isOwn(path))
		.filter((path) => hasNewName || readPath(user, path) === undefined)
		.map((path) => ({ path, value: name }));
}

/** First and last name, else the username. */
function nameIn(user: JsonObject, map: Pick<AttributeMap, 'user'>): string {
	const value = (field: string) => {
		const path = map.user.get(field);
		return (path && textOrNull(readPath(user, path))) ?? '';
	};
	const full = `${value('firstName')} ${value('lastName')}`.trim();
	return full === '' ? value('username') : full;
}
