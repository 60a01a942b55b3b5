import type { IExecuteFunctions } from 'n8n-workflow';
import {
	hintForgottenFields,
	hintHiddenFields,
	hintOtherForms,
	hintRefusedFields,
	hintTriedAgain,
	hintUnsupportedFields,
	inWords,
	unknownFields,
	unknownPaths,
} from '../../../nodes/Winningtemp/actions/leftOut';
import {
	sayLongerNames,
	sayOtherWays,
	sayThatBulkIsRefused,
} from '../../../nodes/Winningtemp/actions/otherWays';
import type { Connection } from '../../../scim/directory';
import { Ways } from '../../../scim/ways';

/** What a person reads in the editor about values that a tenant does not take. */

function hinted(show: (context: IExecuteFunctions) => void, mode = 'trigger') {
	const hints: Array<{ message: string; type: string }> = [];
	show({
		getMode: () => mode,
		addExecutionHints: (hint: (typeof hints)[number]) => hints.push(hint),
	} as unknown as IExecuteFunctions);
	expect(hints.every((hint) => 'location' in hint && hint.location === 'outputPane')).toBe(true);
	return hints.map(({ type, message }) => `${type}: ${message}`);
}

const LISTS = [
	hintUnsupportedFields,
	hintTriedAgain,
	hintHiddenFields,
	hintForgottenFields,
	hintRefusedFields,
];

test.each(LISTS.map((hint) => [hint.name, hint] as const))(
	'%s: no field, no hint',
	(_name, hint) => {
		expect(hinted((context) => hint(context, []))).toEqual([]);
	},
);

test('fields in words: those of groups are told apart, own values bear their name', () => {
	const fields = ['user.birthday', 'group.name', 'user.attributes.costCentre'];
	expect(inWords(fields)).toEqual(['birthday', 'name of groups', 'costCentre']);
	expect(inWords(['group.name'], 'sv')).toEqual([expect.stringMatching(/^gruppernas /)]);
});

test('what a tenant does not take is listed, and new groups without a parent are announced', () => {
	expect(hinted((context) => hintUnsupportedFields(context, ['user.birthday']))).toEqual([
		'warning: This Winningtemp tenant does not take these values over SCIM, so they are left out: birthday. Everything else is synchronised. Ask Winningtemp to switch them on, or for their attribute paths and enter those in the credential.',
	]);
	const [apart] = hinted((context) =>
		hintUnsupportedFields(context, ['group.parentExternalId', 'user.birthday']),
	);
	expect(apart).toContain('synchronised. New groups stand beside the existing structure until');
});

test('what is tried again is listed', () => {
	expect(hinted((context) => hintTriedAgain(context, ['user.birthday', 'user.gender']))).toEqual([
		expect.stringMatching(/^warning: .* a week ago: birthday, gender\. This run tries them again/),
	]);
});

test('what the lists hide is a hint for users, and one for groups', () => {
	const hidden = ['user.birthday', 'group.managerExternalId', 'user.gender'];
	expect(hinted((context) => hintHiddenFields(context, hidden))).toEqual([
		expect.stringMatching(
			/^warning: The lists of users .*: birthday, gender\. .* each user by itself: one request for each user\./,
		),
		expect.stringMatching(/^warning: The lists of groups .* each group by itself:/),
	]);
});

test.each([
	[
		hintForgottenFields,
		/^warning: This .* accepts these values over SCIM and then forgets them: gender\. /,
	],
	[
		hintRefusedFields,
		/^warning: This .* refuses these values over SCIM, so they were left out: gender\. /,
	],
])('what is lost is listed, with what the next runs do', (hint, begins) => {
	const [scheduled] = hinted((context) => hint(context, ['user.gender']));
	expect(scheduled).toMatch(begins);
	expect(scheduled).toMatch(
		/: gender\. They are left out from now on, and tried again after a week\. Everything else/,
	);
	const [byHand] = hinted((context) => hint(context, ['user.gender']), 'manual');
	expect(byHand).toMatch(
		/: gender\. The scheduled runs find that out for themselves, .* Everything/,
	);
});

test('what comes back in another form is listed', () => {
	expect(hinted((context) => hintOtherForms(context, []))).toEqual([]);
	const forms = [
		{ field: 'user.firstName', form: null },
		{ field: 'user.gender', form: null },
	];
	const [scheduled] = hinted((context) => hintOtherForms(context, forms as never));
	expect(scheduled).toMatch(/^warning: .* than they are sent: first name, gender\. From now on/);
	const [byHand] = hinted((context) => hintOtherForms(context, forms as never), 'manual');
	expect(byHand).toMatch(/: first name, gender\. The scheduled runs find that out for themselves/);
});

describe('which fields a tenant does not know', () => {
	const connection = {
		map: {
			user: new Map([
				['birthday', 'b'],
				['gender', 'g'],
				['title', 't'],
			]),
			group: new Map([['managerExternalId', 'm']]),
		},
		tenant: {
			knows: (kind: string, field: string) =>
				![
					'user birthday',
					'user gender',
					'user attributes.shoe',
					'group managerExternalId',
				].includes(`${kind} ${field}`),
		},
	} as unknown as Connection;

	test('only those that an item brings a value for', () => {
		const items = [
			{ birthday: '', gender: 'none', title: 'VD', attributes: { shoe: null, hat: '57' } },
			{ birthday: null, gender: undefined, phone: '1' },
		];
		expect(unknownFields('user', items, connection)).toEqual([]);
		const more = [
			...items,
			{ gender: 'male', attributes: { shoe: 43 } },
			{ birthday: '1990-01-01' },
		];
		expect(unknownFields('user', more, connection)).toEqual([
			'user.attributes.shoe',
			'user.birthday',
			'user.gender',
		]);
		const groups = [{ managerExternalId: '7', name: 'A', attributes: 'x' }];
		expect(unknownFields('group', groups, connection)).toEqual(['group.managerExternalId']);
	});

	test('all that have a place, and those that it forgets, each once', () => {
		const leftOut = ['user.phone', 'user.gender'];
		expect(unknownPaths(connection, { leftOut })).toEqual([
			'group.managerExternalId',
			'user.birthday',
			'user.gender',
			'user.phone',
		]);
	});
});

describe('other ways of a tenant', () => {
	test('refused bulk requests are a hint with their status', () => {
		expect(hinted((context) => sayThatBulkIsRefused(context, null))).toEqual([]);
		expect(hinted((context) => sayThatBulkIsRefused(context, 501))).toEqual([
			expect.stringMatching(
				/^info: This .* offers bulk requests but refuses them \(status 501\), so/,
			),
		]);
	});

	test('bulk requests without effect, and values that PATCH does not change, are a hint each', () => {
		const ways = (...found: Array<[string, string]>) => ({
			ways: { foundNow: found } as unknown as Ways,
		});
		expect(hinted((context) => sayOtherWays(context, ways()))).toEqual([]);
		const bulk = expect.stringMatching(
			/^info: This .* answers bulk requests without carrying them out/,
		);
		const put = expect.stringMatching(
			/^info: This .* does not take some values by PATCH, .* to PUT\.$/,
		);
		expect(hinted((context) => sayOtherWays(context, ways(['bulk', 'single'])))).toEqual([bulk]);
		expect(hinted((context) => sayOtherWays(context, ways(['user.title', 'put'])))).toEqual([put]);
		const both = ways(['user.title', 'put'], ['bulk', 'single'], ['user.phone', 'put']);
		expect(hinted((context) => sayOtherWays(context, both))).toEqual([bulk, put]);
	});

	test('groups with longer names are a hint that shows three of them', () => {
		expect(hinted((context) => sayLongerNames(context, []))).toEqual([]);
		const [hint] = hinted((context) => sayLongerNames(context, ['A B', 'A C', 'A D', 'A E']));
		expect(hint).toMatch(
			/^info: .* name of the group above: “A B”, “A C”.*\. To have that planned/,
		);
		expect(hint).not.toContain('A E');
	});
});
