import express, { type Express, type RequestHandler } from 'express';
import { faultMiddleware, pause, type FaultPlan } from './faults';

/** A request as a stand-in has logged it, in the order of arrival. */
export interface LoggedRequest {
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	/** 0 until it is answered, and for good if the connection was cut. */
	status: number;
}

/** What both stand-ins have in common. */
export interface Sandbox {
	/** All requests so far; `clearRequests` starts again. */
	readonly requests: LoggedRequest[];
	/** How many requests there were, all or those that match. */
	countRequests(matches?: (request: LoggedRequest) => boolean): number;
	clearRequests(): void;
	/** The most requests that were under way at one time since the log was cleared. */
	readonly peakConcurrency: number;
	/** What goes wrong from now on; `undefined` is nothing. */
	faults: FaultPlan | undefined;
	/** Milliseconds before every answer. */
	latency: number;
	/** Stops the server at once, open connections included. A second call does nothing. */
	close(): Promise<void>;
}

export interface ListenOptions {
	/** Default: any free one. */
	port?: number;
	faults?: FaultPlan;
	latency?: number;
}

/** Puts a log, latency and faults before the routes and listens on 127.0.0.1. */
export async function listen(
	routes: RequestHandler,
	options: ListenOptions,
): Promise<{ sandbox: Sandbox; origin: string }> {
	const requests: LoggedRequest[] = [];
	const settings = { faults: options.faults, latency: options.latency ?? 0 };
	let underWay = 0;
	let peak = 0;
	const app = express();
	app.disable('x-powered-by');
	app.set('etag', false);
	app.use((request, response, next) => {
		const logged: LoggedRequest = {
			method: request.method,
			path: request.path,
			query: request.query as Record<string, string>,
			status: 0,
		};
		requests.push(logged);
		peak = Math.max(peak, ++underWay);
		response.once('finish', () => (logged.status = response.statusCode));
		response.once('close', () => underWay--);
		next();
	});
	app.use(async (_request, _response, next) => {
		if (settings.latency > 0) await pause(settings.latency);
		next();
	});
	app.use(faultMiddleware(() => settings.faults));
	app.use(routes);
	const { server, port } = await start(app, options.port ?? 0);

	const sandbox: Sandbox = {
		requests,
		countRequests: (matches = () => true) => requests.filter(matches).length,
		clearRequests: () => {
			requests.length = 0;
			peak = underWay;
		},
		get peakConcurrency() {
			return peak;
		},
		get faults() {
			return settings.faults;
		},
		set faults(plan) {
			settings.faults = plan;
		},
		get latency() {
			return settings.latency;
		},
		set latency(milliseconds) {
			settings.latency = milliseconds;
		},
		close: () =>
			new Promise((resolve, reject) => {
				if (!server.listening) return resolve();
				server.close((problem) => (problem ? reject(problem) : resolve()));
				server.closeAllConnections();
			}),
	};
	return { sandbox, origin: `http://127.0.0.1:${port}` };
}

type Server = ReturnType<Express['listen']>;

function start(app: Express, port: number): Promise<{ server: Server; port: number }> {
	return new Promise((resolve, reject) => {
		const server = app.listen(port, '127.0.0.1', (problem?: Error) => {
			if (problem) return reject(problem);
			const address = server.address();
			if (address === null || typeof address === 'string') reject(new Error('No port was given'));
			else resolve({ server, port: address.port });
		});
	});
}
