/** The address of a form of a workflow, by the name of its node. */
export function formAddress(host, workflow, name) {
	const { webhookId } = workflow.nodes.find((node) => node.name === name);
	return `${host.n8n.url}/form/${webhookId}`;
}

/**
 * Opens a form and submits a value of its first field.
 *
 * @param {() => Promise<void>} look what to do before it is submitted
 */
export async function submitForm(page, address, value, look = async () => {}) {
	const field = await openForm(page, address);
	await field.fill(value);
	await look();
	await page.locator('#submit-btn').click();
}

/** Opens the form of `undo-a-run.json` and uploads a text as the file of a run. */
export async function uploadUndo(page, address, text, look = async () => {}) {
	const field = await openForm(page, address);
	const file = { name: 'undo.json', mimeType: 'application/json', buffer: Buffer.from(text) };
	await field.setInputFiles(file);
	await look();
	await page.locator('#submit-btn').click();
}

/** @returns the first field */
async function openForm(page, address) {
	await page.goto(address);
	// Asked once per form: whether it may run the workflow in the name of the person who has logged in.
	const consent = page.getByRole('button', { name: 'Allow access' });
	await consent.or(page.locator('#submit-btn')).first().waitFor();
	if (await consent.isVisible()) await consent.click();
	return page.locator('#field-0');
}
