import express from 'express';
import { listen, type Sandbox } from '../sandbox/listen';
import { redirectSlack } from './slackHere.cjs';

/** A message as Slack or Teams got it. */
export interface Posted {
	path: string;
	query: Record<string, string>;
	body: unknown;
}

/** Slack and a workflow address of Teams on this machine; each takes messages with its secret only. */
export interface Chat extends Pick<Sandbox, 'close'> {
	readonly origin: string;
	readonly slack: Posted[];
	readonly teams: Posted[];
	readonly slackToken: string;
	/** The whole address as Teams shows it, without its last part, the signature. */
	readonly teamsAddress: string;
	readonly teamsSignature: string;
}

const TEAMS_PATH = '/workflows/3f2a/triggers/manual/paths/invoke';

export async function startChat(): Promise<Chat> {
	const [slackToken, teamsSignature] = ['xoxb-invented-token', 'invented-signature_1-2'];
	const [slack, teams]: Posted[][] = [[], []];
	const app = express();
	app.use(express.json({ limit: '1mb' }));
	const posted = ({ path, query, body }: express.Request): Posted => ({
		path,
		query: query as Record<string, string>,
		body: body as unknown,
	});
	// Slack answers a refusal with status 200, too (https://api.slack.com/web#responses).
	app.post('/api/chat.postMessage', (request, response) => {
		if (request.headers.authorization !== `Bearer ${slackToken}`) {
			response.json({ ok: false, error: 'invalid_auth' });
			return;
		}
		slack!.push(posted(request));
		response.json({ ok: true, channel: 'C024BE91L', ts: '1772406000.000100' });
	});
	app.post(TEAMS_PATH, (request, response) => {
		const isAllowed = request.query.sig === teamsSignature;
		if (isAllowed) teams!.push(posted(request));
		response.status(isAllowed ? 202 : 401).end();
	});
	const { sandbox, origin } = await listen(app, {});
	const restore = redirectSlack(origin);
	return {
		origin,
		slack: slack!,
		teams: teams!,
		slackToken,
		teamsAddress: `${origin}${TEAMS_PATH}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0`,
		teamsSignature,
		close: async () => {
			restore();
			await sandbox.close();
		},
	};
}
