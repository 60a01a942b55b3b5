/** What jest leaves alone where only the date is another: `doNotFake` of its fake timers. */
export const ALL_BUT_DATES = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
] as const;
