import type { CurrentGroup } from '../directory/model/group';
import type { JsonValue } from '../directory/model/person';
import type { AttributeMap } from './attributeMap';
import type { Tenant } from './discovery';
import { getOwn, textOrNull, type JsonObject } from './json';
import { memberIds, valueAt, versionOf } from './userResource';

export interface GroupReading {
	map: AttributeMap;
	tenant: Pick<Tenant, 'knows'>;
}

/** A SCIM group in this package's terms; as `toCurrentUser`. */
export function toCurrentGroup(resource: JsonObject, { map, tenant }: GroupReading): CurrentGroup {
	const group: CurrentGroup = {
		kind: 'group',
		targetId: textOrNull(getOwn(resource, 'id')) ?? '',
		externalId: textOrNull(getOwn(resource, 'externalId')),
		name: textOrNull(getOwn(resource, 'displayName')) ?? '',
	};
	const values = group as unknown as Record<string, JsonValue>;
	for (const [field, path] of map.group) {
		if (tenant.knows('group', field)) values[field] = valueAt(resource, map, field, path);
	}
	group.memberTargetIds = memberIds(resource);
	const version = versionOf(resource);
	if (version !== undefined) group.version = version;
	return group;
}
