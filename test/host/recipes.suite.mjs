import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser, loggedInPage } from './browser.mjs';
import { Editor } from './editor.mjs';
import { templates, variant } from './templates.mjs';
import { camera, PANELS } from './tour.mjs';

const [FLEX, MAP, BUILD, , PLAN] = Object.keys(PANELS);
const THIRD = {
	id: '5b0f4f6e-8a11-4d0c-9a44-6f1c1b7a3c03',
	name: 'Sundby Bygg AB',
	companyNumber: '3',
};
const HIRED =
	'={{ $json.EmployedSince > $today.minus({ days: 30 }).toISODate() ? true : $json.EmploymentType }}';
const COMPANY_AND_OFFICE = "={{ [$json.CompanyId, $json.OrganizationCodes.Office].join('-') }}";
const CUSTOMERS = [
	{ customer: 'Alfa AB', workflow: 'x7Kq2mVd81LpTzWb' },
	{ customer: 'Beta AB', workflow: 'Rf3sYh90GcNeJu6a' },
];

/**
 * The panel that a recipe of docs/recipes.md ends with, by the name of its picture.
 *
 * template, node  whose panel it is; default: the main template
 * parameters      what the reader has chosen or typed
 * from, to        the parameters that the picture begins and ends with; `to`: default `from`
 * above           how many pixels above it are seen, where that is not as usual
 * shows           what the panel must show
 */
const recipes = ({ flex }) => ({
	'recipe-hired-recently': {
		node: MAP,
		parameters: { excludeFromSurveys: HIRED },
		from: 'excludeFromSurveys',
		shows: [/EmployedSince > \$today/],
	},
	'recipe-two-of-three-companies': {
		node: FLEX,
		parameters: { companyIds: flex.model.companies.slice(0, 2).map(({ id }) => id) },
		from: 'companyIds',
		shows: flex.model.companies.slice(0, 2).map(({ name }) => new RegExp(name)),
	},
	'recipe-pilot': {
		node: PLAN,
		parameters: { scope: { groups: ['Stockholm / Finance'] } },
		from: 'groups',
		shows: [/Stockholm \/ Finance/],
	},
	'recipe-reorganisation': {
		node: PLAN,
		parameters: {
			allowance: {
				allow: [
					{
						guards: ['moves', 'groupMoves', 'groupRenames'],
						until: '2027-01-31T00:00:00',
						atMost: 400,
					},
				],
			},
		},
		from: 'guards',
		to: 'atMost',
		shows: [/Moves Between Groups/, /2027-01-31/, /400/],
	},
	'recipe-codes-mapper': {
		node: MAP,
		parameters: {
			organizationFields: { values: [{ field: COMPANY_AND_OFFICE, name: 'Office ID' }] },
		},
		from: 'name',
		above: 200,
		shows: [/\$json\.CompanyId/, /Office ID/],
	},
	'recipe-codes': {
		node: BUILD,
		parameters: { levels: ['Office'], groupId: 'field', idFields: ['Office ID'] },
		from: 'levels',
		to: 'conflict',
		shows: [/Office ID/],
	},
	'recipe-two-customers': {
		template: 'all-customers',
		node: 'List the customers',
		parameters: { jsonOutput: JSON.stringify({ customers: CUSTOMERS }, null, 2) },
		from: 'jsonOutput',
		shows: [/Alfa AB/, /Beta AB/],
	},
});

/** The pictures of docs/recipes.md: `npm run pictures:recipes` makes them again. */
export function recipesSuite(host) {
	const open = {};

	describe('the recipes', () => {
		before(async () => {
			host.flex.model.companies.push(THIRD);
			open.browser = await launchBrowser();
			open.page = await loggedInPage(open.browser, host.n8n, host.logIn);
			open.editor = new Editor(open.page, host.n8n.url);
			open.recipes = recipes(host);
		});
		after(async () => {
			await open.browser?.close();
			host.flex.model.companies.pop();
		});

		test('each recipe has the panel that its reader ends with', async () => {
			const { editor, page } = open;
			const picture = camera(page, host.pictures);
			const recipes = Object.entries(open.recipes);
			const workflows = recipes.map(([name, recipe]) => {
				const { template = 'flex-to-winningtemp', node, parameters } = recipe;
				const shipped = templates().find(({ id }) => id === template);
				return variant(shipped, name, { [node]: parameters });
			});
			await host.add(...workflows);
			for (const [name, { node, from, to = from, above, shows }] of recipes) {
				await editor.open(name);
				await editor.openPanel(node);
				for (const one of [to, from]) await editor.parameter(one).scrollIntoViewIfNeeded();
				const text = [await editor.panel.innerText(), ...(await editor.values())].join('\n');
				for (const shown of shows) assert.match(text, shown, name);
				await picture(name, await partOf(editor, from, to, above));
				await editor.closePanel();
			}
		});
	});
}

/** What is seen around a parameter, in pixels: the one before and the one after. */
const AROUND = { above: 96, below: 84 };

/** The part of the open panel from one parameter to another, as something to take a picture of. */
async function partOf(editor, from, to, above = AROUND.above) {
	const [panel, first, last] = await Promise.all(
		[editor.settings, editor.parameter(from), editor.parameter(to)].map((one) => one.boundingBox()),
	);
	const top = Math.max(panel.y, first.y - above);
	const bottom = Math.min(panel.y + panel.height, last.y + last.height + AROUND.below);
	const clip = { x: panel.x, y: top, width: panel.width, height: bottom - top };
	return { screenshot: async (options) => await editor.page.screenshot({ ...options, clip }) };
}
