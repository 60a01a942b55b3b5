import {
	findingOf,
	type ReadinessFinding,
	type ResourceAccess,
	type Weight,
} from '../../../directory/readiness/model';
import { told, type Told } from '../../../directory/readiness/told';
import { filled, say, text, type Language, type Row } from '../../../directory/report/columns';
import { KINDS } from '../reading/ownFields';
import { WHERE_TO_GRANT } from '../reading/rights';

/** What the node reads, how far a run gets without it, and what it lacks then. */
const RESOURCES: Record<string, [weight: Weight, without: Row<string>]> = {
	companies: [
		'know',
		text('Companies have no names in messages.', 'Företagen har inga namn i meddelanden.'),
	],
	employees: ['start', text('Nobody can be read.', 'Ingen kan läsas.')],
	employmentperiods: [
		'start',
		text(
			'Nobody knows who is employed, so a run stops.',
			'Det går inte att veta vilka som är anställda, så en körning avbryts.',
		),
	],
	employmentdefaultaccounts: [
		'start',
		text(
			'There are no values to build groups from, so a run stops.',
			'Värden att bygga grupper av saknas, så en körning avbryts.',
		),
	],
	accountdistributions: [
		'start',
		text(
			'There are no names of dimensions, so a run stops.',
			'Dimensionernas namn saknas, så en körning avbryts.',
		),
	],
	accounts: [
		'start',
		text(
			'There are no names for groups, so a run stops.',
			'Namn på grupper saknas, så en körning avbryts.',
		),
	],
	employmenttypes: [
		'know',
		text('The form of employment is left out.', 'Anställningsformen kommer inte med.'),
	],
	...Object.fromEntries(
		KINDS.flatMap((kind) => [`own${kind}fields`, `own${kind}fieldvalues`]).map(
			(name): [string, [Weight, Row<string>]] => [
				name,
				[
					'know',
					text(
						'Own fields of this kind cannot be mapped.',
						'Egna fält av det här slaget kan inte hämtas.',
					),
				],
			],
		),
	),
};

const GRANT = text(
	WHERE_TO_GRANT,
	'Öppna API-användarens roll i Flex och kryssa för resursen under ”Aktivera resursbehörigheter för API-anrop”. Är ”företagsspecifik behörighet för API” på (Säkerhet → API-inställningar) måste rollen också ges för företaget.',
);

const NO_ACCESS = {
	title: say(
		'The API user may not read the resource {0}{1}',
		'API-användaren får inte läsa resursen {0}{1}',
	),
	maybeMissing: text(', or your Flex does not have it', ', eller så saknas den i er Flex'),
	of: say(' of {0}', ' för {0}'),
	advice: say('{0} Grant the resource {1}. {2}', '{0} Ge behörighet till resursen {1}. {2}'),
	own: say(
		'The API user may not read own fields: {0}',
		'API-användaren får inte läsa egna fält: {0}',
	),
	ifMapped: say(
		'Grant them only if a value of the target comes from an own field. {0}',
		'Ge behörighet bara om något värde ska hämtas från ett eget fält. {0}',
	),
};

/** Words about a resource that is closed. */
function closedWords({ resource, access, companies }: ResourceAccess): Told<'title' | 'advice'> {
	const inWords = (language: Language): { title: string; advice: string } => ({
		title: NO_ACCESS.title[language](
			resource,
			(companies.length > 0 ? NO_ACCESS.of[language](companies.join(', ')) : '') +
				(access === 'missing' ? NO_ACCESS.maybeMissing[language] : ''),
		),
		advice: NO_ACCESS.advice[language](
			RESOURCES[resource]![1][language],
			resource,
			GRANT[language],
		),
	});
	return { ...inWords('en'), sv: inWords('sv') };
}

/** A list that can take the place of another. */
const INSTEAD: Record<string, string> = {
	employmentdefaultaccounts: 'employmentdefaultaccountintervals',
};

type AccessTo = (resource: string) => Pick<ResourceAccess, 'access' | 'companies'> | null;

/** Each resource that was asked for, permitted or not. */
export function resourceFacts(accessTo: AccessTo): ResourceAccess[] {
	return Object.entries(RESOURCES).flatMap(([resource, [, without]]) => {
		const found = bestOf(resource, accessTo);
		return found === null ? [] : [{ resource, ...told({ without }), ...found }];
	});
}

function bestOf(resource: string, accessTo: AccessTo) {
	const instead = INSTEAD[resource];
	const other = instead === undefined ? null : accessTo(instead);
	return other?.access === 'permitted' ? other : accessTo(resource);
}

/** A finding for each resource that the API user may not read; one for all that nobody needs at once. */
export function resourceFindings(facts: readonly ResourceAccess[]): ReadinessFinding[] {
	const closed = facts.filter(({ access }) => access !== 'permitted');
	const isOwn = ({ resource }: ResourceAccess) => resource.startsWith('own');
	const own = closed.filter(isOwn).map(({ resource }) => resource);
	const needed = closed
		.filter((one) => !isOwn(one))
		.map((one) =>
			findingOf({
				code: `noAccess.${one.resource}`,
				weight: RESOURCES[one.resource]![0],
				owner: 'hrSystem' as const,
				...closedWords(one),
			}),
		);
	if (own.length === 0) return needed;
	return [
		...needed,
		findingOf({
			code: 'noAccess.ownFields',
			weight: 'know',
			owner: 'hrSystem',
			...told({
				title: filled(NO_ACCESS.own, own.join(', ')),
				advice: { en: NO_ACCESS.ifMapped.en(GRANT.en), sv: NO_ACCESS.ifMapped.sv(GRANT.sv) },
			}),
		}),
	];
}
