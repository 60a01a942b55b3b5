import { toCurrentUser } from '../../../scim/resource';

const NOTHING = { map: { user: new Map(), group: new Map(), managerReference: 'id' } } as never;

test.each([' ', '', '\u00A0', null, undefined])(
	'B12: the External ID %j of a user that somebody made by hand counts as none',
	(externalId) => {
		const reading = {
			...(NOTHING as object),
			tenant: { knows: () => false, attributeNames: { user: [], group: [] } },
			externalIdOf: () => null,
		} as never;
		const user = toCurrentUser({ id: '1', userName: 'a@x.se', externalId } as never, reading);
		expect(user.externalId).toBeNull();
	},
);
