import { parseArgs } from 'node:util';
import { EXTERNAL_PERSONNEL, generateDirectory } from './people.ts';
import { startFlex } from './flex/server.ts';
import { startPage } from './page/server.ts';
import { startWinningtemp } from './winningtemp/server.ts';

const HELP = `Starts stand-ins for Flex HRM and Winningtemp on this machine, with invented people.

  npm run sandbox -- [options]

  --people N      how many employees                         (250)
  --companies N   in how many companies                      (2)
  --seed N        other people, the same ones every time     (1)
  --date DAY      the day on which all is as it is           (today)
  --port N        Flex HRM's port; Winningtemp's is the next (4040)
  --profile P     what Winningtemp knows: full or core       (full)`;

/** What was typed cannot be understood. */
class UsageError extends Error {}

try {
	await main();
} catch (problem) {
	console.error(explain(problem));
	process.exitCode = 1;
}

async function main() {
	const { values } = parseArgs({
		options: {
			people: { type: 'string', default: '250' },
			companies: { type: 'string', default: '2' },
			seed: { type: 'string', default: '1' },
			date: { type: 'string', default: localDate(new Date()) },
			port: { type: 'string', default: '4040' },
			profile: { type: 'string', default: 'full' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) {
		console.log(HELP);
		return;
	}
	const port = wholeNumber('port', values.port, 1, 65534);
	if (!['full', 'core'].includes(values.profile)) {
		throw new UsageError(`--profile is "full" or "core", not "${values.profile}".`);
	}
	if (!/^\d{4}-\d\d-\d\d$/.test(values.date) || Number.isNaN(Date.parse(values.date))) {
		throw new UsageError(`--date is a day such as 2026-03-02, not "${values.date}".`);
	}
	const model = generateDirectory({
		people: wholeNumber('people', values.people, 1, 1_000_000),
		companies: wholeNumber('companies', values.companies, 1, 1_000),
		seed: wholeNumber('seed', values.seed, 0, 2 ** 31 - 1),
		referenceDate: values.date,
	});
	const flex = await startFlex({ model, port });
	const winningtemp = await startWinningtemp({ port: port + 1, profile: values.profile }).catch(
		async (problem) => {
			await flex.close();
			throw problem;
		},
	);
	const page = await startPage({ flex, winningtemp }, () => values.date);
	console.log(welcome(flex, winningtemp, page, values.profile));
	process.once('SIGINT', () => void close(flex, winningtemp, page));
	process.once('SIGTERM', () => void close(flex, winningtemp, page));
}

function welcome(flex, winningtemp, page, profile) {
	const { model } = flex;
	const companies = model.companies.map(({ id, companyNumber, name }) => {
		const people = model.employees.filter(({ companyId }) => companyId === id).length;
		return `    ${companyNumber}  ${id}  ${name}, ${people} people`;
	});
	return `
Flex HRM and Winningtemp are ready, with ${model.employees.length} invented people.
They are as of ${model.referenceDate}; some have left, some start later, some are ${EXTERNAL_PERSONNEL}.

In n8n, make a credential "Flex HRM API":
  Base URL      ${flex.url}
  Username      ${flex.username}
  Password      ${flex.password}
  Instance ID   ${flex.instance}
  Company IDs   ${model.companies.map(({ companyNumber }) => companyNumber).join(', ')}

  The companies (either form of the ID will do):
${companies.join('\n')}

and a credential "Winningtemp API":
  Base URL      ${winningtemp.url}
  Token         ${winningtemp.token}
${profile === 'core' ? '\n  This Winningtemp knows only what is documented: no manager, birthday or parent group.\n' : ''}
Let things happen in them, such as an ordinary morning or many leavers:
  ${page.url}

Nothing is kept: stop with Ctrl+C, and the next start begins again.
`;
}

async function close(...servers) {
	await Promise.all(servers.map((server) => server.close()));
}

function wholeNumber(name, text, least, most) {
	const number = Number(text);
	if (Number.isInteger(number) && number >= least && number <= most) return number;
	throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
}

/** Today where this machine stands, not in Greenwich. */
function localDate(date) {
	return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
		.map((part) => String(part).padStart(2, '0'))
		.join('-');
}

function explain(problem) {
	if (problem.code === 'EADDRINUSE') {
		return `Port ${problem.port} is in use. Choose another one: npm run sandbox -- --port 5050`;
	}
	const isUsage = problem instanceof UsageError || problem.code?.startsWith('ERR_PARSE_ARGS');
	return isUsage ? `${problem.message}\n\n${HELP}` : problem;
}
