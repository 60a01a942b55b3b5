import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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

/**
 * What n8n's server gives as the data of an execution: all values in one list, in which an object
 * has the place of each of its values in the list instead of the value, written as a text.
 */
export function unfolded(text) {
	const values = JSON.parse(text);
	const made = new Map();
	const at = (place) => {
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		if (!made.has(place)) {
			const copy = Array.isArray(value) ? [] : {};
			made.set(place, copy);
			for (const [name, one] of Object.entries(value)) {
				copy[name] = typeof one === 'string' ? at(Number(one)) : one;
			}
		}
		return made.get(place);
	};
	return at(0);
}

/**
 * The text of a file that an item carries.
 *
 * @param userFolder of the n8n that keeps it
 * @param {{ data: string, id?: string }} binary as the item has it: the data, or where n8n put it
 */
export function fileOfBinary(userFolder, { data, id }) {
	if (id === undefined) return Buffer.from(data, 'base64').toString('utf8');
	const [, path] = id.split(':');
	return readFileSync(join(userFolder, '.n8n', 'storage', path), 'utf8');
}
