const CANVAS_NODE = '[data-test-id=canvas-node]';
/** What the editor says of a node whose type it does not know. */
const UNKNOWN = /not currently installed|not installed|unknown node|install (this )?node/i;

/** n8n's editor with one workflow open, in a browser. */
export class Editor {
	constructor(page, url) {
		this.page = page;
		this.url = url;
	}

	async open(workflowId) {
		await this.page.goto(`${this.url}/workflow/${workflowId}`);
		await this.page.locator(CANVAS_NODE).first().waitFor();
		// The workflow is drawn, then moved into view.
		await this.page.locator('[data-test-id=zoom-to-fit]').click();
		await this.page.waitForTimeout(1_000);
	}

	/**
	 * Creates a workflow and imports a file into it, as _Import_ → _From file_ in its menu does.
	 *
	 * @returns its id
	 */
	async importFile(file) {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.locator('[data-test-id=workflow-import-input]').setInputFiles(file);
		await this.page.locator(CANVAS_NODE).first().waitFor();
		await this.page.keyboard.press('Control+s');
		// Once saved, the address no longer says that the workflow is new.
		await this.page.waitForURL(
			({ pathname, searchParams }) => !pathname.endsWith('/new') && !searchParams.has('new'),
		);
		return new URL(this.page.url()).pathname.split('/').at(-1);
	}

	node(name) {
		return this.page.locator(`${CANVAS_NODE}[data-node-name="${name}"]`);
	}

	/** Whether the picture of a node has been loaded; a node without one has only a letter. */
	async hasIcon(name) {
		return await this.node(name)
			.locator('img')
			.first()
			.evaluate((image) => image.complete && image.naturalWidth > 0)
			.catch(() => false);
	}

	async iconAddress(name) {
		return await this.node(name).locator('img').first().getAttribute('src');
	}

	/** Opens the panel of a node and leaves it open. */
	async openPanel(name) {
		await this.node(name).dblclick();
		await this.panel.waitFor();
		await this.page.waitForTimeout(1_000);
	}

	get panel() {
		return this.page.locator('[data-test-id=ndv]');
	}

	/** The part of the open panel that has the parameters. */
	get settings() {
		return this.panel.locator('[data-test-id=node-parameters]');
	}

	async panelIsOfUnknownNode() {
		return UNKNOWN.test(await this.panel.innerText());
	}

	async closePanel() {
		await this.page.locator('[data-test-id=ndv-close-button]').click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	/** What a list in the open panel offers; `look` sees it open. */
	async choices(parameter, look = async () => {}, index = 0) {
		const items = await this.openList(parameter, index);
		const texts = await items.allInnerTexts();
		await look();
		await this.page.keyboard.press('Escape');
		return texts;
	}

	/** Chooses from a list in the open panel. */
	async choose(choice, parameter, index = 0) {
		const items = await this.openList(parameter, index);
		await items.getByText(choice, { exact: true }).click();
		await items.first().waitFor({ state: 'hidden' });
	}

	async openList(parameter, index) {
		// What it offers comes from the server; until then the editor keeps it disabled.
		const list = this.parameter(parameter, index);
		await list.locator('input:enabled').first().waitFor({ state: 'attached' });
		await list.click();
		const items = this.page.locator('.el-select-dropdown__item:visible');
		await items.first().waitFor();
		return items;
	}

	/** Adds an entry to a parameter that is a list, switches it to Expression and types a text. */
	async addExpression(text, addOne, parameter) {
		await this.panel.getByText(addOne, { exact: true }).click();
		const entry = this.panel.locator('.duplicate-parameter-item.options').last();
		await entry.hover();
		await entry.locator('[data-test-id=radio-button-expression]').click();
		await entry.locator('.cm-content').click();
		await this.page.keyboard.press('Control+a');
		await this.page.keyboard.type(text);
		await this.panel.locator(`label[for=${parameter}]`).first().click();
		// What is typed reaches the workflow a moment later.
		await this.page.waitForTimeout(1_000);
	}

	/** How many values in the open panel the editor marks as wrong. */
	async wrongValues() {
		return await this.panel.locator('[data-test-id=parameter-issues]').count();
	}

	/** The first entries of the list in which the open panel lets one record be picked. */
	async listed() {
		await this.panel.locator('[data-test-id=rlc-input]').click();
		const items = this.page.locator('[data-test-id=rlc-item]:visible');
		await items.first().waitFor();
		return await items.allInnerTexts();
	}

	/** A parameter in the open panel; of a list, one entry of it. */
	parameter(name, index = 0) {
		return this.panel.locator(`[data-test-id=parameter-input-${name}]`).nth(index);
	}

	/** The values of the fields in the open panel. */
	async values() {
		return await this.panel
			.locator('input')
			.evaluateAll((fields) => fields.map(({ value }) => value));
	}

	/** Drags a field from the input on the left of the open panel onto a parameter. */
	async dragField(field, parameter, index = 0) {
		const pill = this.panel
			.locator('[data-test-id=run-data-schema-item]')
			.getByText(field, { exact: true })
			.first();
		await pill.scrollIntoViewIfNeeded();
		const target = this.parameter(parameter, index);
		await target.scrollIntoViewIfNeeded();
		const [from, to] = [await pill.boundingBox(), await target.boundingBox()];
		const { mouse } = this.page;
		await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
		await mouse.down();
		await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 20 });
		await this.page.waitForTimeout(300);
		await mouse.up();
		await this.page.waitForTimeout(500);
	}

	/** Starts the workflow at one of its triggers, as the button beside that trigger does. */
	async startAt(trigger) {
		await this.node(trigger).hover();
		await this.start(this.page.locator(`[data-test-id="execute-workflow-button-${trigger}"]`));
	}

	/** A run can be over before the click has returned, so waiting for its start begins before. */
	async start(button) {
		const stop = this.page.locator('[data-test-id=stop-execution-button]');
		await Promise.all([stop.waitFor(), button.click()]);
	}

	/** The large button at the bottom. Where a workflow has several triggers, n8n chooses one. */
	async startByLargeButton() {
		await this.start(this.page.locator('[data-test-id="execute-workflow-button"]').first());
	}

	/** Waits until the run is over, and moves the mouse out of the picture. */
	async hasEnded() {
		const stop = this.page.locator('[data-test-id=stop-execution-button]');
		await stop.waitFor({ state: 'hidden', timeout: 180_000 });
		await this.page.mouse.move(2, 2);
		await this.page.waitForTimeout(1_000);
	}

	/** What the open panel shows as output. */
	async outputText() {
		return await this.panel.locator('[data-test-id=output-panel]').innerText();
	}
}
