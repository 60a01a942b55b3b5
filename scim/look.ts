import type { Kind } from '../directory/apply/target';
import type { ScimClient } from './client';
import { isObject, type JsonObject } from './json';
import { GONE, isSuccess, type Answer } from './protocol';
import { pathOf } from './reader';
import { idOf } from './resource';
import { flawWords, refusal } from './words';
import type { NotMade } from './sent';

/** What a second look at a user or group shows. */
export interface Look {
	/** As it is now; `null` where it is gone. Absent where it cannot be read. */
	resource?: JsonObject | null;
	/**
	 * What has become of a write whose own answer shows nothing: the look failed, and may succeed
	 * later. Absent where the service does not show single ones at all, so that answers must do.
	 */
	unseen?: NotMade;
}

/** Answers that say, as long as no single one was shown, that none ever is. */
const NOT_SHOWN = new Set([400, 403, 404, 405, 410, 501]);
/** Answers to a look that hold for the write as well. */
const HOLDS_FOR_WRITE = new Set([0, 401, 404, 410, 429, 502, 503, 504]);

/** Looks at single users and groups. */
export class Looks {
	/** Kinds of which one was shown. */
	private readonly shown = new Set<Kind>();

	constructor(
		private readonly client: ScimClient,
		private readonly tidy: (answer: unknown) => void,
	) {}

	/** Asks for one, and gives the answer as it is. */
	async ask(kind: Kind, resource: JsonObject): Promise<Answer> {
		const answer = await this.client.get(pathOf(kind, idOf(resource)));
		this.tidy(answer.body);
		if (isSuccess(answer) && isObject(answer.body)) this.shown.add(kind);
		return answer;
	}

	/** Asks for one, and judges the answer. */
	async at(kind: Kind, resource: JsonObject): Promise<Look> {
		const { target } = this.client.service;
		const answer = await this.ask(kind, resource);
		const { status, attempts, body } = answer;
		if (isSuccess(answer) && isObject(body)) return { resource: body };
		const gone = GONE.has(status) ? { resource: null } : {};
		if (NOT_SHOWN.has(status) && !this.shown.has(kind)) return gone;
		const why = isSuccess(answer) ? flawWords(answer) : refusal(answer, this.client.service);
		const error =
			status === 401
				? why
				: `The change counts as not made, because ${target} did not show the ${kind}: ${why}`;
		const ofWrite = HOLDS_FOR_WRITE.has(status) ? answer : { ...answer, status: 200 };
		return { ...gone, unseen: { ok: false, attempts, answer: ofWrite, error } };
	}
}
