import type { Service } from './client';

/**
 * What the credential can say of a tenant in place of what is found out from its answers. The
 * credential shows one field for each row, the messages name it by its title.
 */
interface Choice<Value extends string> {
	type: 'options';
	title: string;
	description: string;
	/** What people read, by value. The first one is the default. */
	options: Readonly<Record<Value, { name: string; description: string }>>;
}

/** A whole number; 0 is the default, and stands for what is found out. */
interface Quantity {
	type: 'number';
	title: string;
	description: string;
	most: number;
}

const AUTOMATIC = { name: 'Automatic', description: 'As the answers of the tenant show' };

export const TENANT_SETTINGS = {
	contentType: choice({
		title: 'Content Type',
		description: 'The media type of what is sent',
		options: {
			automatic: AUTOMATIC,
			'application/scim+json': {
				name: 'application/scim+json',
				description: 'As the SCIM standard has it',
			},
			'application/json': {
				name: 'application/json',
				description: 'For servers that read no other type',
			},
		},
	}),
	pageSize: {
		type: 'number',
		title: 'Page Size',
		description: 'Users or groups asked for at a time. With 0, as many as the tenant gives.',
		most: 1000,
	} satisfies Quantity,
	writeMethod: choice({
		title: 'Write Method',
		description: 'How users and groups are changed',
		options: {
			automatic: AUTOMATIC,
			patch: { name: 'PATCH', description: 'Only the values that differ are sent' },
			put: { name: 'PUT', description: 'The whole user or group is sent' },
		},
	}),
	userDisplayName: choice({
		title: 'Display Name of Users',
		description: 'Whether first and last name are also sent as displayName',
		options: {
			automatic: { ...AUTOMATIC, description: 'Where the tenant requires it' },
			always: { name: 'Always', description: 'Also where the tenant does not ask for it' },
			never: { name: 'Never', description: 'Also where the tenant asks for it' },
		},
	}),
	groupNames: choice({
		title: 'Group Names',
		description: 'How groups are called that have the same name in HR',
		options: {
			automatic: AUTOMATIC,
			asInHr: { name: 'As in HR', description: 'Several groups may have the same name' },
			unique: {
				name: 'Unique in the Tenant',
				description: 'Such as “Malmö / Finance”, where another group is called “Finance”',
			},
		},
	}),
} as const;

function choice<const Value extends string>(row: Omit<Choice<Value>, 'type'>): Choice<Value> {
	return { type: 'options', ...row };
}

type Rows = typeof TENANT_SETTINGS;
export type TenantSetting = keyof Rows;

/** The settings of a tenant, as the credential has them. */
export type TenantSettings = {
	[Name in TenantSetting]: Rows[Name] extends { options: infer Options } ? keyof Options : number;
};

/** The switch in the credential that shows these settings. */
export const CUSTOMIZE_TENANT = { name: 'customizeTenant', title: 'Customize Tenant' } as const;

export const TENANT_SETTING_NAMES = Object.keys(TENANT_SETTINGS) as TenantSetting[];

/** Where nothing is set: all of it is found out. */
export const AUTOMATIC_TENANT = readTenantSettings({});

/** @param credential by name of the setting; only read where the switch is on */
export function readTenantSettings(credential: Record<string, unknown>): TenantSettings {
	const isCustomized = credential[CUSTOMIZE_TENANT.name] === true;
	const read = TENANT_SETTING_NAMES.map((name) => {
		const row = TENANT_SETTINGS[name];
		const given = isCustomized ? credential[name] : undefined;
		if (row.type === 'number') return [name, wholeNumber(given, row.most)];
		const values = Object.keys(row.options);
		return [name, values.find((value) => value === given) ?? values[0]];
	});
	return Object.fromEntries(read) as TenantSettings;
}

function wholeNumber(value: unknown, most: number): number {
	const number = Math.trunc(Number(value ?? 0));
	return number > 0 ? Math.min(number, most) : 0;
}

/** A setting as messages name it: where in the credential it is. */
export function settingInWords(name: TenantSetting, { target }: Pick<Service, 'target'>): string {
	const { title } = TENANT_SETTINGS[name];
	return `${title} (under ${CUSTOMIZE_TENANT.title} in the ${target} credential)`;
}
