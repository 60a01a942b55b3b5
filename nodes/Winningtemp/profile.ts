import type { FileFormat, RowKind } from '../../directory/file';
import type { Profile } from '../../scim/profile';

/**
 * What Winningtemp is like over SCIM. `{user}` and `{group}` stand for its two extensions; an empty path is a
 * value that its SCIM service is not known to have. docs/facts.md says what is documented.
 */
export const WINNINGTEMP: Profile = {
	systems: {
		target: 'Winningtemp',
		exampleAddress: 'https://scim.prod.winningtemp.com/api/scim',
	},
	userExtension: 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User',
	groupExtension: 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:Group',
	user: {
		username: 'userName',
		email: 'emails[primary eq true].value',
		firstName: 'name.givenName',
		lastName: 'name.familyName',
		gender: '{user}:gender',
		birthday: '{user}:birthday',
		managerExternalId: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
		excludeFromSurveys: '{user}:excludeFromSurveys',
		employedSince: '',
		employedUntil: '',
		title: '',
		phone: '',
		segments: '',
	},
	group: {
		parentExternalId: '{group}:parentExternalId',
		managerExternalId: '{group}:managerExternalId',
	},
	genders: { male: 'Male', female: 'Female', none: 'None' },
	managerReference: 'id',
};

/**
 * What Winningtemp is like with files. Its column names are agreed per customer; these are the terms
 * of its own documentation.
 */
export const WINNINGTEMP_FILES: FileFormat = {
	systems: WINNINGTEMP.systems,
	columns: {
		users: `External ID = externalId
Username = username
Email = email
First Name = firstName
Last Name = lastName
Gender = gender
Birthday = birthday
Manager External ID = managerExternalId
Exclude from Surveys = excludeFromSurveys
Employed Since = employedSince
Employed Until = employedUntil
Group External ID = groupExternalId`,
		groups: `Group External ID = externalId
Group Name = name
Parent Group External ID = parentExternalId
Group Manager External ID = managerExternalId`,
		segments: `Segment External ID = externalId
Segment Name = name
Segment Category = category`,
	},
	lists: { style: 'cell', separator: '|' },
	roles: { manager: 'Admin', member: 'User' },
};

/** The names of the files as Winningtemp writes them in its examples. */
export const FILE_NAMES: Record<RowKind, string> = {
	users: 'wt_users.csv',
	groups: 'wt_groups.csv',
	segments: 'wt_segments.csv',
};
