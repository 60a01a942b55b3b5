import { groupUuid } from '../../../directory/common/uuid';

test('a name always gives the same version 5 UUID', () => {
	expect(groupUuid('Stockholm')).toBe(groupUuid('Stockholm'));
	expect(groupUuid('Stockholm')).toMatch(
		/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
	);
});

test('is what any other UUIDv5 library makes of the same namespace and name', () => {
	// Made with Python: uuid5(uuid5(NAMESPACE_DNS, 'n8n-nodes-flex-winningtemp'), 'Malmö')
	expect(groupUuid('Malmö')).toBe('72db98b6-94d2-50a7-ac35-d912dd0c97d7');
});
