import type { Change } from './change';
import type { Issue } from './issue';
import type { SkippedPerson } from './person';
import { UserError } from './userError';

/**
 * People with protected identity: no message, report or error has their name or place. The changes
 * themselves keep their values, since they are to be written.
 */

/** What there is to recognise somebody by. */
export interface Identity {
	externalId: string | null;
	/** Whether the person has protected identity. */
	protectedIdentity?: true;
	username?: string | null;
	email?: string | null;
	firstName?: string | null;
	lastName?: string | null;
	name?: string;
}

/** What somebody is called instead of the name. */
export function protectedName(externalId: string | null): string {
	return externalId
		? `Person ${externalId} (protected identity)`
		: 'A person with protected identity';
}

/** Whether somebody is left out for the protected identity, and for nothing else. */
export function isLeftOut({ protectedIdentity, issues = [] }: SkippedPerson): boolean {
	return protectedIdentity === true && issues.every(({ code }) => code === 'protectedIdentity');
}

/** Shorter texts are parts of any other. */
const SHORTEST = 4;

/** Takes names, usernames and addresses of people with protected identity out of messages. */
export class Discretion {
	/** In small letters: the target may write External IDs in another case. */
	private readonly ids = new Set<string>();
	/** By the text that must not be read: what is read instead. */
	private readonly instead = new Map<string, string>();

	/** Whether there is somebody to protect. */
	get isNeeded(): boolean {
		return this.ids.size > 0 || this.instead.size > 0;
	}

	protects(externalId: string | null): boolean {
		return externalId !== null && this.ids.has(externalId.toLowerCase());
	}

	/** Protects somebody, by all that is known of them in one system. */
	add({ externalId, username, email, firstName, lastName, name }: Identity): void {
		if (externalId) this.ids.add(externalId.toLowerCase());
		const shown = protectedName(externalId);
		const fullName = `${firstName ?? ''} ${lastName ?? ''}`.trim();
		for (const text of [fullName, name, username, email]) {
			if (text && text.length >= SHORTEST && !this.instead.has(text)) this.instead.set(text, shown);
		}
	}

	text(message: string): string {
		let left = message;
		for (const [text, shown] of this.instead) left = left.replaceAll(text, shown);
		return left;
	}

	/** An issue as it may be read. One about such a person says only what kind it is. */
	issue(issue: Issue): Issue {
		const { subject, code, message, details } = issue;
		if (subject.kind === 'user' && this.protects(subject.externalId)) {
			const name = protectedName(subject.externalId);
			return {
				...issue,
				message: `${name}: ${code}. The message is left out, since it may show name or place. Look the person up in HR by the External ID.`,
				subject: { ...subject, name },
				details: {},
			};
		}
		const told = this.text(message);
		const name = this.text(subject.name);
		const json = JSON.stringify(details);
		const clean = this.text(json);
		if (told === message && name === subject.name && clean === json) return issue;
		return {
			...issue,
			message: told,
			subject: { ...subject, name },
			details: clean === json ? details : (JSON.parse(clean) as Issue['details']),
		};
	}

	/** A change with a mark by which reports leave its values out. */
	change<C extends Change>(change: C): C {
		if (change.kind === 'user' && this.protects(change.externalId)) {
			const name = protectedName(change.externalId);
			return { ...change, name, reason: '', protectedIdentity: true };
		}
		const reason = this.text(change.reason);
		return reason === change.reason ? change : { ...change, reason };
	}

	error(error: unknown): unknown {
		if (!(error instanceof UserError)) return error;
		const { message, advice, code, status } = error;
		return new UserError(this.text(message), this.text(advice), code, status);
	}
}
