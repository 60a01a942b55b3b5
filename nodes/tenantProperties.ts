import type { INodeProperties } from 'n8n-workflow';
import type { Profile } from '../scim/profile';
import { CUSTOMIZE_TENANT, TENANT_SETTING_NAMES, TENANT_SETTINGS } from '../scim/tenantSettings';

/**
 * The fields of a credential that say how a SCIM tenant wants to be spoken to: one for each row of
 * the table. The editor shows no collections in a credential, so a switch shows them.
 */
export function tenantProperties({ systems: { target } }: Profile): INodeProperties[] {
	return [
		{
			displayName: CUSTOMIZE_TENANT.title,
			name: CUSTOMIZE_TENANT.name,
			type: 'boolean',
			default: false,
			description: `Whether to set how ${target} is spoken to. Leave off unless a message of this node names one of the settings: they are found out from the answers of ${target}.`,
		},
		...TENANT_SETTING_NAMES.map((name): INodeProperties => {
			const row = TENANT_SETTINGS[name];
			const { title, description } = row;
			const displayOptions = { show: { [CUSTOMIZE_TENANT.name]: [true] } };
			const shown = { displayName: title, name, description, displayOptions };
			if (row.type === 'number') {
				const typeOptions = { minValue: 0, maxValue: row.most, numberPrecision: 0 };
				return { ...shown, type: row.type, default: 0, typeOptions };
			}
			const values = Object.entries(row.options);
			return {
				...shown,
				type: row.type,
				default: values[0]![0],
				options: values.map(([value, words]) => ({ value, ...words })),
			};
		}),
	];
}
