import { ENTERPRISE_USER, EXTENSION_GROUP, EXTENSION_USER } from '../profiles';
import { shows } from '../quirks';
import { LEFT_OUT, type TenantProfile } from './profile';

type Values = Record<string, unknown>;

const nameOf = (values: Values) =>
	(values.name ?? {}) as { familyName?: string; givenName?: string };

/** Tenants that keep or show values in another form. */
export const VALUES: readonly TenantProfile[] = [
	{
		name: 'as the RFCs say',
		quirk: 'Nothing is peculiar',
		standsFor: 'RFC 7643, RFC 7644',
		options: {},
		expected: 'works',
	},
	{
		name: 'the documented core',
		quirk: 'Knows only what Winningtemp documents: no managers, no parents, no further values',
		standsFor: 'Winningtemp’s own documentation',
		options: { profile: 'core' },
		expected: 'worksWithRemark',
		remarks: LEFT_OUT,
		differs: ['manager', 'gender', 'birthday', 'surveys', 'parent', 'groupManager'],
	},
	{
		name: 'active as a text',
		quirk: '`"active": "True"`',
		standsFor: 'Servers made for Microsoft Entra, which sends it so',
		options: { activeAsString: true },
		expected: 'works',
	},
	{
		name: 'e-mails without primary',
		quirk: 'E-mail addresses come back without `primary`',
		standsFor: 'RFC 7643 §2.4: `primary` is optional',
		options: {
			quirks: [
				shows('user', ({ emails }) => {
					for (const email of (emails ?? []) as Values[]) delete email.primary;
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'attribute names in capitals',
		quirk: 'Answers `USERNAME`, `EXTERNALID`, and so on',
		standsFor: 'RFC 7643 §2.1: attribute names are not case-sensitive',
		options: { quirks: [shows('user', upper), shows('group', upper)] },
		expected: 'works',
	},
	{
		name: 'URNs in small letters',
		quirk: 'Answers `urn:…:enterprise:2.0:user`',
		standsFor: 'RFC 8141 §3.1: parts of a URN are not case-sensitive',
		options: { quirks: [shows('user', lowerUrns), shows('group', lowerUrns)] },
		expected: 'works',
	},
	{
		name: 'numbers as ids',
		quirk: '`"id": 17` instead of a text',
		standsFor: 'RFC 7643 §3.1, broken by some servers',
		options: {
			numericIds: true,
			quirks: [
				shows('user', (user) => {
					user.id = Number(user.id);
					manager(user, (id) => ({ value: Number(id) }));
				}),
				shows('group', (group) => {
					group.id = Number(group.id);
					for (const member of (group.members ?? []) as Values[]) {
						member.value = Number(member.value);
					}
				}),
				{ ask: (asked) => void (asked.body = JSON.parse(withTexts(asked.body)) as unknown) },
			],
		},
		expected: 'works',
	},
	{
		name: 'empty texts for what is absent',
		quirk: 'Values that nobody set come back as `""` or `null`',
		standsFor: 'RFC 7643 §2.5',
		options: {
			quirks: [
				shows('user', (user) => {
					const name = nameOf(user);
					user.name = { givenName: '', familyName: '', middleName: '', ...name };
					const own = (user[EXTENSION_USER] ?? {}) as Values;
					user[EXTENSION_USER] = { birthday: null, gender: '', title: '', ...own };
				}),
				shows('group', (group) => {
					const own = (group[EXTENSION_GROUP] ?? {}) as Values;
					group[EXTENSION_GROUP] = { parentExternalId: '', managerExternalId: '', ...own };
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'names cut',
		quirk: 'Surnames are cut at 20 characters',
		standsFor: 'Limits of length that no schema announces',
		options: {
			quirks: [
				{
					keep: (kind, values) => {
						const name = nameOf(values);
						if (kind === 'user' && name.familyName) {
							values.name = { ...name, familyName: name.familyName.slice(0, 20) };
						}
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['last name'],
		differs: ['name'],
	},
	{
		name: 'names capitalised',
		quirk: 'Every part of a name begins with a capital',
		standsFor: 'Servers that tidy names',
		options: {
			quirks: [
				{
					keep: (kind, values) => {
						const name = nameOf(values);
						if (kind === 'user' && name.familyName) {
							const familyName = name.familyName.replace(/(^|\s)\p{Ll}/gu, (part) =>
								part.toUpperCase(),
							);
							values.name = { ...name, familyName };
						}
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['last name'],
		differs: ['name'],
	},
	{
		name: 'External IDs in small letters',
		quirk: 'External IDs of users are made small',
		standsFor: 'RFC 7643 §3.1 has them case-exact',
		options: {
			quirks: [
				{
					keep: (kind, values) => {
						if (kind === 'user' && values.externalId) {
							values.externalId = values.externalId.toLowerCase();
						}
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['External ID'],
		differs: ['externalId'],
	},
	{
		name: 'External IDs in capitals',
		quirk: 'External IDs of users and groups are made large, also where others refer to them',
		standsFor: 'RFC 7643 §3.1 has them case-exact',
		options: {
			strictReferences: false,
			quirks: [
				{
					keep: (_kind, values) => {
						if (values.externalId) values.externalId = values.externalId.toUpperCase();
						const own = values[EXTENSION_GROUP] as Record<string, string> | undefined;
						for (const name of Object.keys(own ?? {})) own![name] = own![name]!.toUpperCase();
					},
				},
			],
		},
		expected: 'works',
	},
	{
		name: 'usernames and addresses in capitals',
		quirk: 'Usernames and e-mail addresses come back in capitals',
		standsFor: 'RFC 7643 §4.1.1: `userName` is not case-exact',
		options: {
			quirks: [
				shows('user', (user) => {
					user.userName = String(user.userName).toUpperCase();
					for (const email of (user.emails ?? []) as Values[]) {
						email.value = String(email.value).toUpperCase();
					}
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'manager as managerId',
		quirk: 'The manager comes back as `{ managerId }`',
		standsFor: 'The enterprise extension of SCIM 1.1',
		options: { quirks: [shows('user', (user) => manager(user, (id) => ({ managerId: id })))] },
		expected: 'works',
	},
	{
		name: 'manager as $ref',
		quirk: 'The manager comes back as `{ $ref }` only',
		standsFor: 'RFC 7643 §4.3: `value` and `$ref` are both recommended only',
		options: {
			quirks: [shows('user', (user) => manager(user, (id) => ({ $ref: `../Users/${id}` })))],
		},
		expected: 'works',
	},
	{
		name: 'flags as texts',
		quirk: 'Out of surveys comes back as `"TRUE"` or `"FALSE"`',
		standsFor: 'Servers that keep everything as text',
		options: { quirks: [shows('user', flagsAsTexts)] },
		expected: 'works',
	},
	{
		name: 'dates with a time of day',
		quirk: 'The birthday comes back as `1988-02-29T00:00:00Z`',
		standsFor: 'RFC 7643 §2.3.5: a dateTime has a time of day',
		options: {
			quirks: [
				shows('user', (user) => {
					const own = user[EXTENSION_USER] as Values | undefined;
					if (own?.birthday) own.birthday = `${String(own.birthday)}T00:00:00Z`;
				}),
			],
		},
		expected: 'works',
	},
	{
		name: 'forgets birthdays',
		quirk: 'Takes the birthday and does not keep it',
		standsFor: 'RFC 7644 §3.3: a server may ignore what it does not want',
		options: { drops: [`${EXTENSION_USER}:birthday`] },
		expected: 'worksWithRemark',
		remarks: ['birthday'],
		differs: ['birthday'],
	},
	{
		name: 'forgets managers and parents',
		quirk: 'Takes managers and parents of groups and does not keep them',
		standsFor: 'RFC 7644 §3.3: a server may ignore what it does not want',
		options: { drops: [`${ENTERPRISE_USER}:manager`, EXTENSION_GROUP] },
		expected: 'worksWithRemark',
		remarks: ['manager', 'parent group'],
		differs: ['manager', 'parent', 'groupManager'],
	},
];

function upper(resource: Values): void {
	for (const [name, value] of Object.entries(resource)) {
		if (name.startsWith('urn:') || ['id', 'schemas', 'meta'].includes(name)) continue;
		delete resource[name];
		resource[name.toUpperCase()] = value;
	}
}

function lowerUrns(resource: Values): void {
	for (const [name, value] of Object.entries(resource)) {
		if (!name.startsWith('urn:')) continue;
		delete resource[name];
		resource[name.toLowerCase()] = value;
	}
}

function manager(user: Values, shown: (id: string) => Values): void {
	const own = user[ENTERPRISE_USER] as { manager?: { value?: string } } | undefined;
	if (own?.manager?.value) user[ENTERPRISE_USER] = { manager: shown(own.manager.value) };
}

function flagsAsTexts(user: Values): void {
	const own = user[EXTENSION_USER] as Values | undefined;
	if (typeof own?.excludeFromSurveys === 'boolean') {
		own.excludeFromSurveys = String(own.excludeFromSurveys).toUpperCase();
	}
}

/** A body as JSON in which ids that came as numbers are texts, as they are kept. */
function withTexts(body: unknown): string {
	return JSON.stringify(body ?? null, (name, value: unknown) =>
		(name === 'value' || name === 'id') && typeof value === 'number' ? String(value) : value,
	);
}
