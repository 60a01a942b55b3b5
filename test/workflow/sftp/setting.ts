import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { AppliedChange, HeldChange, PlanSummary } from '../../../directory/model/change';
import type { Issue } from '../../../directory/model/issue';
import type { FlexModel } from '../../sandbox/flex/model';
import { startFlex, type FlexOptions, type FlexSandbox } from '../../sandbox/flex/server';
import { readJson } from '../../support/files';
import { runWorkflow, type Run, type WorkflowFile } from '../engine';
import { SshServer } from './sshServer';

// n8n's Form Trigger cleans the texts of its pages with this module, which jest cannot load on
// Node 20 because its parser is an ES module. Nothing here draws a page.
jest.mock('sanitize-html', () => () => {
	throw new Error('No form is drawn in these tests');
});

// n8n finds out what a downloaded file is with an ES module, which jest cannot load on Node 20, but
// only where the name of its temporary file does not tell.
jest.mock('tmp-promise', () => {
	const actual = jest.requireActual<{ file: (options: object) => Promise<unknown> }>('tmp-promise');
	return {
		...actual,
		file: async (options: object) => await actual.file({ ...options, postfix: '.csv' }),
	};
});

// This client says on the console that a connection was closed, unless it is given something else.
jest.mock('ssh2-sftp-client', () => {
	const Client =
		jest.requireActual<new (name: string, listeners: object) => object>('ssh2-sftp-client');
	const quiet = { error: () => {}, end: () => {}, close: () => {} };
	return class extends Client {
		constructor() {
			super('sftp', quiet);
		}
	};
});

/** The day of the invented directories, at which the Flex node looks. */
export const DAY = '2026-03-02';

/** Names of nodes in the template. */
export const FIND = 'Find the last files';
export const READ = 'Read the rows';
export const PLAN = 'Plan the changes';
export const FILES = ['Write the groups file', 'Write the users file'];
export const CHECK_EXPORT = 'Check the export';
export const PREPARE = 'Prepare the upload';
export const UPLOAD = 'Upload under temporary names';
export const RENAME = 'Give the files their names';
export const CONFIRM = 'Confirm the changes';
export const REPORT = 'Write the report';

export const USERS = 'wt_users.csv';
export const GROUPS = 'wt_groups.csv';
export const SEGMENTS = 'wt_segments.csv';
/** Where a copy of a file is. */
export const sent = (name: string, copy: 1 | 2) => `sent/${name}.sent-${copy}`;

export interface FileRun {
	/** Default false; `asShipped` leaves the file alone. */
	dryRun?: boolean | 'asShipped';
	/** Starts at the form with this plan number. */
	release?: string;
	/** Starts at the form for an export of users, with what it gives. */
	load?: INodeExecutionData[][];
	/** Parameters that differ from the file, by name of the node; `undefined` takes one out. */
	parameters?: Record<string, Partial<INode['parameters']>>;
	sftp?: IDataObject;
}

/** What a run did and left behind. */
export interface Outcome {
	run: Run;
	message: string;
	changes: AppliedChange[];
	held: HeldChange[];
	issues: Issue[];
	summary: PlanSummary | undefined;
	figures: IDataObject;
	files: Map<string, string>;
}

/** Flex's stand-in, an SSH server, and the shipped template run between them. */
export class FileSetting {
	private constructor(
		readonly flex: FlexSandbox,
		readonly ssh: SshServer,
	) {}

	static async start(flex: FlexOptions = {}): Promise<FileSetting> {
		const directory = { people: 60, companies: 2, referenceDate: DAY };
		return new FileSetting(await startFlex({ directory, ...flex }), await SshServer.start());
	}

	get model(): FlexModel {
		return this.flex.model;
	}

	async close(): Promise<void> {
		this.ssh.close();
		await this.flex.close();
	}

	/** Runs the template. An error inside is in the outcome, not thrown. */
	async run(options: FileRun = {}): Promise<Outcome> {
		const run = await runWorkflow(this.prepared(options), {
			credentials: {
				flexHrmApi: this.flex.credential,
				sftp: {
					host: '127.0.0.1',
					port: this.ssh.port,
					username: this.ssh.username,
					privateKey: this.ssh.privateKey,
					...(options.sftp as Record<string, never>),
				},
			},
			...(options.load
				? {
						mode: 'trigger' as const,
						startNode: 'Load existing users',
						inputs: options.load,
					}
				: options.release === undefined
					? { startNode: 'Every evening at 22:00' }
					: {
							mode: 'trigger' as const,
							startNode: 'Started by a release',
							inputs: [[{ json: { plan: options.release } }]],
						}),
		});
		return {
			run,
			message: run.error?.message ?? '',
			changes: run.json<AppliedChange & IDataObject>(CONFIRM),
			held: run.json<HeldChange & IDataObject>(PLAN, 1),
			issues: run.json<Issue & IDataObject>(PLAN, 2),
			summary: run.json<PlanSummary & IDataObject>(PLAN, 3)[0],
			figures: run.json(REPORT)[0] ?? {},
			files: this.ssh.files(),
		};
	}

	/** As `run`, but an error inside fails the test. */
	async sync(options: FileRun = {}): Promise<Outcome> {
		const outcome = await this.run(options);
		if (outcome.run.error) throw outcome.run.error;
		return outcome;
	}

	private prepared({ dryRun = false, parameters = {} }: FileRun): WorkflowFile {
		const template = readJson<WorkflowFile>('workflows/flex-to-winningtemp-sftp.json');
		const own: Record<string, Partial<INode['parameters']>> = {
			'Read employees from Flex': { onDate: DAY },
			'List the folder': { path: this.ssh.folder },
			...(dryRun === 'asShipped' ? {} : { [PREPARE]: { dryRun } }),
		};
		for (const name of [...Object.keys(own), ...Object.keys(parameters)]) {
			if (!template.nodes.some((node) => node.name === name)) throw new Error(`No node "${name}"`);
		}
		return {
			...template,
			nodes: template.nodes.map((node) => ({
				...node,
				parameters: withoutUndefined({
					...node.parameters,
					...own[node.name],
					...parameters[node.name],
				}),
			})),
		};
	}
}

function withoutUndefined(parameters: Partial<INode['parameters']>): INode['parameters'] {
	return Object.fromEntries(
		Object.entries(parameters).filter(([, value]) => value !== undefined),
	) as INode['parameters'];
}

/** A file as rows, read by hand so that the tests do not believe what they test. */
export function rowsOf(csv: string): Array<Record<string, string>> {
	const records: string[][] = [[]];
	let cell = '';
	let isQuoted = false;
	for (let i = 0; i < csv.length; i++) {
		const char = csv[i]!;
		if (isQuoted) {
			if (char !== '"') cell += char;
			else if (csv[i + 1] === '"') cell += csv[++i];
			else isQuoted = false;
		} else if (char === '"' && cell === '') isQuoted = true;
		else if (char === ';' || char === '\n') {
			records.at(-1)!.push(cell);
			cell = '';
			if (char === '\n') records.push([]);
		} else cell += char;
	}
	records.at(-1)!.push(cell);
	const [header = [], ...rows] = records.filter((record) => record.length > 1);
	return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}
