import { EXTENSION_USER } from '../profiles';
import type { Quirk } from '../quirks';
import { scimError } from '../scim-error';
import type { TenantProfile } from './profile';

type Values = Record<string, unknown>;

/** Keeps phone numbers in another form. */
const keepsPhones = (of: (text: string) => string): Quirk => ({
	keep: (_kind, values) => {
		const own = values[EXTENSION_USER] as Values | undefined;
		if (typeof own?.phone === 'string') own.phone = of(own.phone);
	},
});

const WITH_PHONES = {
	mapper: { phone: 'Phone' },
	credential: { customizeAttributes: true, phonePath: '{user}:phone' },
} as const;

/** Keeps names of groups with so many characters. */
const cutsGroups = (length: number): Quirk => ({
	keep: (kind, values) => {
		if (kind === 'group') values.displayName = String(values.displayName).slice(0, length).trim();
	},
});

const refusesSameNames: Quirk = {
	keep: (kind, { displayName }, old, { stores }) => {
		if (kind !== 'group') return;
		const isTaken = stores.group
			.list()
			.some((one) => one.id !== old?.id && one.displayName === displayName);
		if (isTaken) throw scimError(409, 'A group with this displayName exists', 'uniqueness');
	},
};

/** Tenants of the kinds above, each beside one of them. */
export const NEIGHBOURS: readonly TenantProfile[] = [
	{
		name: 'phone numbers with a country code',
		quirk: '`070-123 45 67` comes back as `+46701234567`',
		standsFor: 'ITU-T E.164, a common form of directories',
		options: {
			freeAttributes: { user: ['phone'] },
			quirks: [
				keepsPhones((text) =>
					text.startsWith('0') ? `+46${text.slice(1).replace(/\D/g, '')}` : text,
				),
			],
		},
		...WITH_PHONES,
		expected: 'worksWithRemark',
		remarks: ['phone number'],
	},
	{
		name: 'phone numbers as addresses',
		quirk: '`070-123 45 67` comes back as `tel:+46-70-123-45-67`',
		standsFor: 'RFC 7643 §4.1.2: phone numbers should be as in RFC 3966',
		options: {
			freeAttributes: { user: ['phone'] },
			quirks: [
				keepsPhones((text) =>
					text.startsWith('0') ? `tel:+46-${text.slice(1).replace(/ /g, '-')}` : text,
				),
			],
		},
		...WITH_PHONES,
		expected: 'worksWithRemark',
		remarks: ['phone number'],
	},
	{
		name: 'names of sibling groups cut to the same',
		quirk: 'Names of groups are cut at 16 characters, so that groups side by side have one name',
		standsFor: 'Limits of length, of which 64 characters is a common one',
		options: { quirks: [cutsGroups(16)] },
		departments: 'Avdelningen för ',
		expected: 'worksWithRemark',
		remarks: ['name of'],
		differs: ['groupName'],
	},
	{
		name: 'names of sibling groups cut to the same, and unique',
		quirk: 'Names of groups are cut at 16 characters, and the same name a second time is a 409',
		standsFor: 'Limits of length, and public behaviour of AWS IAM Identity Center',
		options: { quirks: [cutsGroups(16), refusesSameNames] },
		departments: 'Avdelningen för ',
		expected: 'worksWithRemark',
		remarks: ['name of', 'Lund / Avdelningen för Ekonomi', '2 Avdelningen för Lager'],
		differs: ['groupName'],
	},
];
