import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentialReference } from './credentials.mjs';
import { root } from './folders.mjs';

const PACKAGE = 'n8n-nodes-flex-winningtemp';
/** Which credential the nodes of the templates use. */
const CREDENTIALS = {
	[`${PACKAGE}.flexHrm`]: 'flexHrmApi',
	[`${PACKAGE}.winningtemp`]: 'winningtempApi',
	'n8n-nodes-base.ftp': 'sftp',
	'n8n-nodes-base.emailSend': 'smtp',
	'n8n-nodes-base.httpRequest': 'httpQueryAuth',
	'n8n-nodes-base.slack': 'slackApi',
	'n8n-nodes-base.webhook': 'httpHeaderAuth',
};

/**
 * All templates as they are shipped, with an id (the name of the file) and with the credentials of
 * the stand-ins chosen: what a consultant does after importing one.
 *
 * @returns {Array<object>} as n8n's command `import:workflow` reads them
 */
export function templates(folder = join(root, 'workflows')) {
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => withCredentials(JSON.parse(readFileSync(join(folder, name), 'utf8')), name));
}

/** Where a template lies. */
export function fileOf({ id }) {
	return join(root, 'workflows', `${id}.json`);
}

function withCredentials(workflow, file) {
	return {
		...workflow,
		id: file.replace('.json', ''),
		active: false,
		nodes: workflow.nodes.map((node) => {
			const type = CREDENTIALS[node.type];
			const isNeeded = type !== undefined && node.parameters.resource !== 'file';
			return isNeeded ? { ...node, credentials: { [type]: credentialReference(type) } } : node;
		}),
	};
}

/** A copy with another id, and parameters that differ, by name of the node. */
export function variant(workflow, id, parameters = {}, further = {}) {
	const missing = Object.keys(parameters).filter(
		(name) => !workflow.nodes.some((node) => node.name === name),
	);
	if (missing.length > 0) throw new Error(`${workflow.id} has no node ${missing.join(', ')}`);
	return {
		...workflow,
		...further,
		id,
		nodes: workflow.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...parameters[node.name] },
		})),
	};
}

/**
 * The templates with what they read from a file set to one that is there.
 *
 * @param files by id of the template: the name of the node that reads, and the path of the file
 */
export function readyToRun(workflows, files) {
	return workflows.map((workflow) => {
		const [node, fileSelector] = files[workflow.id] ?? [];
		return node ? variant(workflow, workflow.id, { [node]: { fileSelector } }) : workflow;
	});
}
