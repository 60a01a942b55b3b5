import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Our nodes in the main template, with the name under which a picture of the panel is kept. */
export const PANELS = {
	'Read employees from Flex': 'panel-flex-hrm',
	'Map employees to people': 'panel-employee-mapper',
	'Build the group hierarchy': 'panel-hierarchy-builder',
	'Read the directory in Winningtemp': 'panel-winningtemp-get',
	'Plan the changes': 'panel-sync-planner',
	'Apply the changes': 'panel-winningtemp-apply',
	'Write the report': 'panel-sync-report',
};

/** Nodes that send the report, in the same way. */
export const SENDERS = {
	'Mail the report': 'panel-mail',
	'Post to Teams': 'panel-teams',
	'Post to Slack': 'panel-slack',
};

/** Takes pictures where a folder was named, else does nothing; `part`: of a part of the page. */
export function camera(page, folder) {
	return async (name, part = page) => {
		if (folder === undefined) return;
		mkdirSync(folder, { recursive: true });
		await part.screenshot({ path: join(folder, `${name}.png`) });
	};
}

/** Looks at the canvas: every node is there, each of ours with its picture. */
export async function lookAtCanvas(editor, workflow, colorScheme = 'light') {
	for (const { name, type } of workflow.nodes) {
		if (type.endsWith('.stickyNote')) continue;
		assert.equal(await editor.node(name).count(), 1, `${name} is not on the canvas`);
		if (!(name in PANELS)) continue;
		assert.ok(await editor.hasIcon(name), `${name} has no picture`);
		const isDark = (await editor.iconAddress(name)).includes('.dark.svg');
		assert.equal(isDark, colorScheme === 'dark', `${name} has the wrong picture`);
	}
}

/**
 * Opens the panel of each of our nodes and sees that the editor knows it.
 *
 * @param {(name: string) => Promise<void>} picture
 * @param {(node: string) => Promise<void>} look what else is to be seen in the open panel
 */
export async function lookAtPanels(editor, picture, look = async () => {}, panels = PANELS) {
	for (const [node, name] of Object.entries(panels)) {
		await editor.openPanel(node);
		assert.equal(await editor.panelIsOfUnknownNode(), false, `${node} is not known`);
		await picture(name);
		await look(node);
		await editor.closePanel();
	}
}
