/** What an execution did, as n8n reports it. */
export class Execution {
	/** @param {{ data: { resultData: object }, status?: string }} record n8n's own form of it */
	constructor(record) {
		this.status = record.status;
		this.result = record.data.resultData;
	}

	/** Names of the nodes that ran. */
	get nodes() {
		return Object.keys(this.result.runData);
	}

	/** The items of one output of a node: the JSON of each. */
	json(node, output = 0) {
		return this.items(node, output).map(({ json }) => json);
	}

	items(node, output = 0) {
		const [run] = this.result.runData[node] ?? [];
		if (!run) throw new Error(`"${node}" did not run`);
		return run.data.main[output] ?? [];
	}
}
