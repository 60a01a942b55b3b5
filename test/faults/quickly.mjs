import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Does something while the built nodes wait a fiftieth as long as they would. */
export async function quickly(act) {
	const http = require('../../dist/http/n8n.js');
	const { quickWaits } = require('../workflow/tenants/quickWaits.ts');
	const { clockOf } = http;
	http.clockOf = quickWaits(clockOf);
	try {
		return await act();
	} finally {
		http.clockOf = clockOf;
	}
}

/** Does something while the clock is some days ahead. */
export async function onDay(day, act) {
	const RealDate = Date;
	const now = () => RealDate.now() + day * 86_400_000;
	globalThis.Date = class extends RealDate {
		constructor(...values) {
			super(...(values.length === 0 ? [now()] : values));
		}

		static now = now;
	};
	try {
		return await act();
	} finally {
		globalThis.Date = RealDate;
	}
}
