import { brief, currentGroups, group, person, plan, userOf, without } from './build';

test('case 39: a value that nobody has is not missed', () => {
	const empty = person('p1', {
		email: '',
		birthday: null,
		gender: 'none',
		excludeFromSurveys: false,
		attributes: { Title: '', Code: null, Remote: false },
	});
	const bare = userOf(person('p1'));
	const flat = currentGroups([group('g', 'HR')]).map((one) =>
		without(without(one, 'parentExternalId'), 'managerExternalId'),
	);
	const { changes, issues } = plan(
		{ groups: [group('g', 'HR')], users: [empty] },
		{ groups: flat, users: [without(bare, 'managerExternalId')] },
	);
	expect([changes, issues]).toEqual([[], []]);
});

test('a value that nobody asked for and the target keeps nowhere is left out without a word', () => {
	const wanted = person('p1', { employedSince: '2019-03-01', title: 'Ekonom' });
	const kept = userOf(person('p1'));
	const planned = (withoutPlace?: ReadonlySet<string>, current = kept) =>
		plan({ users: [wanted], ...(withoutPlace && { withoutPlace }) }, { users: [current] });
	const quiet = planned(new Set(['employedSince']));
	expect(quiet.changes).toEqual([]);
	expect(quiet.issues.map(({ details }) => details.field)).toEqual(['title']);
	// Nothing was reported: a value that is mapped by hand and has no place is reported.
	expect(planned().issues.map(({ details }) => details.field)).toEqual(['employedSince', 'title']);
	// A user has it: it is known, and kept in step.
	const known = planned(new Set(['employedSince']), { ...kept, employedSince: null });
	expect(brief(known.changes)).toEqual(['update user p1: employedSince']);
});

test('case 39: a value that the tenant shows for some is known, is changed there, and left alone elsewhere', () => {
	const users = ['p1', 'p2'].map((id) =>
		person(id, { birthday: '1990-01-01', attributes: { Title: 'Ekonom' } }),
	);
	const led = [{ ...group('g', 'HR'), managerExternalId: 'p1' }, group('h', 'IT')];
	const current = [
		userOf(users[0]!, { birthday: '1980-01-01', attributes: { Title: 'Kock' } }),
		without(without(userOf(users[1]!), 'birthday'), 'attributes'),
	];
	const [known, unknown] = currentGroups(led, { managerExternalId: null });
	const { changes, issues } = plan(
		{ groups: led, users },
		{ groups: [known!, without(unknown!, 'managerExternalId')], users: current },
	);
	expect(issues).toEqual([]);
	expect(brief(changes)).toEqual([
		'update group HR: managerExternalId',
		'update user p1: birthday, attributes.Title',
	]);
});
