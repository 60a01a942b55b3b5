import express from 'express';
import { listen, type Sandbox } from '../listen';
import { EVENTS, type Event, type StandIns } from './events';
import { pageOf } from './page';

export interface StandInPage extends Pick<Sandbox, 'close'> {
	readonly url: string;
}

/**
 * Starts the page of the stand-ins on 127.0.0.1.
 *
 * @param today the day that the workflows look at, `YYYY-MM-DD`
 */
export async function startPage(
	standIns: StandIns,
	today: () => string,
	options: { port?: number } = {},
): Promise<StandInPage> {
	const happened: string[] = [];
	const app = express.Router();
	app.get('/', (_request, response) => {
		response.type('html').send(pageOf(standIns, today(), happened));
	});
	app.post('/do/:name', (request, response) => {
		const event = Object.entries<Event>(EVENTS).find(([name]) => name === request.params.name)?.[1];
		if (event === undefined) {
			response.status(404).type('text').send('There is no such event');
			return;
		}
		// A form of another web site must not change anything here.
		const { origin, host } = request.headers;
		if (origin !== undefined && new URL(origin).host !== host) {
			response.status(403).type('text').send('Use the page itself');
			return;
		}
		happened.unshift(caused(event, standIns, today()));
		response.redirect(303, '/');
	});
	const { sandbox, origin } = await listen(app, options);
	return { url: origin, close: () => sandbox.close() };
}

/** Some events need others before them: then the page says so. */
function caused(event: Event, standIns: StandIns, today: string): string {
	try {
		return event.cause(standIns, today);
	} catch (problem) {
		return `“${event.title}” cannot happen now: ${(problem as Error).message}`;
	}
}
