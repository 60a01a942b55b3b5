import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';

/** Users and groups as the files have them. The External ID is also the `targetId`: files have no other. */
export interface FileDirectory {
	users: CurrentUser[];
	groups: CurrentGroup[];
}
