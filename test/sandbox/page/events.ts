import * as scenario from '../../demo/scenario';
import { changeSurname, employedOn } from '../flex/changes';
import type { FlexModel } from '../flex/model';
import type { FlexSandbox } from '../flex/server';
import type { WinningtempSandbox } from '../winningtemp/server';

/** What a person can let happen in the stand-ins, by the buttons of their page. */

export interface StandIns {
	flex: FlexSandbox;
	winningtemp: WinningtempSandbox;
}

export interface Event {
	/** The label of the button. */
	title: string;
	/** What happens, and what to expect of the next run. */
	about: string;
	/** @returns what has happened, as a sentence without the full stop */
	cause: (standIns: StandIns, today: string) => string;
}

const inHr =
	(change: (model: FlexModel, today: string) => string): Event['cause'] =>
	({ flex }, today) =>
		change(flex.model, today);

const SLOW = 3_000;
const OUT_OF_ORDER = { kind: 'status', status: 503, body: 'Service Unavailable' } as const;

export const EVENTS = {
	morning: {
		title: 'An ordinary morning',
		about:
			'Two people start, one gets another name, one moves, one has left. The next run makes these changes.',
		cause: inHr(scenario.morning),
	},
	reorganise: {
		title: 'A reorganisation',
		about:
			'A department gets another name, and another one moves to another office. The next run renames and moves the groups; nobody is created again.',
		cause: inHr(scenario.reorganise),
	},
	swap: {
		title: 'Two people swap e-mail addresses',
		about: 'The next run frees each address before it is taken.',
		cause: inHr(scenario.swap),
	},
	spike: {
		title: 'Many leavers on one day',
		about:
			'Every fourth employee seems to have left. The next run holds this for your decision and makes all other changes.',
		cause: inHr(scenario.spike),
	},
	comeBack: {
		title: 'Somebody comes back',
		about: 'One of the leavers is employed again. The next run activates the same user.',
		cause: inHr(scenario.comeBack),
	},
	wrongNames: {
		title: 'Wrong names in HR',
		about:
			'An import into Flex puts first names into the field for surnames. The next run holds the names.',
		cause: inHr(wrongNames),
	},
	byHand: {
		title: 'Somebody works in Winningtemp by hand',
		about: 'A user and a group are made in Winningtemp. The next run leaves both alone.',
		cause: byHand,
	},
	nobody: {
		title: 'Flex lists nobody',
		about: 'Flex answers, and its lists are empty. The next run stops before it writes anything.',
		cause: ({ flex }) => {
			flex.faults = ({ path }) =>
				path.endsWith('/employees') ? { kind: 'status', status: 200, body: [] } : undefined;
			return 'Flex lists no employees';
		},
	},
	slow: {
		title: 'Slow systems',
		about: 'Each answer takes three seconds. The next run takes longer and gives the same result.',
		cause: ({ flex, winningtemp }) => {
			flex.latency = SLOW;
			winningtemp.latency = SLOW;
			return 'Both systems answer after three seconds';
		},
	},
	flexDown: {
		title: 'Flex is out of order',
		about: 'The next run tries again for a while, then ends with a message and writes nothing.',
		cause: ({ flex }) => {
			flex.faults = () => OUT_OF_ORDER;
			return 'Flex answers 503 to every request';
		},
	},
	winningtempDown: {
		title: 'Winningtemp fails now and then',
		about:
			'Every fifth request is refused. The next run sends these again and gives the same result.',
		cause: ({ winningtemp }) => {
			winningtemp.faults = ({ number }) => (number % 5 === 0 ? OUT_OF_ORDER : undefined);
			return 'Winningtemp answers 503 to every fifth request';
		},
	},
	wellAgain: {
		title: 'All is well again',
		about: 'Both systems answer at once and rightly. What happened in HR stays.',
		cause: ({ flex, winningtemp }) => {
			for (const system of [flex, winningtemp]) {
				system.latency = 0;
				system.faults = undefined;
			}
			return 'Both systems answer at once again';
		},
	},
} satisfies Record<string, Event>;

export type EventName = keyof typeof EVENTS;

function wrongNames(model: FlexModel, today: string): string {
	const people = employedOn(model, today);
	for (const { id, firstName } of people) changeSurname(model, id, firstName);
	return `${people.length} people have their first name as surname`;
}

function byHand({ winningtemp }: StandIns): string {
	const number = winningtemp.records('user').length;
	const userName = `by.hand.${number}@example.com`;
	const id = winningtemp.addUser({ userName, givenName: 'By', familyName: 'Hand' });
	winningtemp.addGroup({ displayName: `Project ${number}`, members: [id] });
	return `${userName} and the group Project ${number} are in Winningtemp`;
}
