import { refuses, type Quirk } from '../quirks';
import type { TenantProfile } from './profile';

/** Refuses every tenth request with a 429 (RFC 6585 §4). */
function busy(headers: () => Record<string, string>): Quirk {
	let number = 0;
	return refuses(() => ++number % 40 === 7, 429, 'Too many requests', undefined, headers);
}

/** A tenant that allows only so many requests in a time. */
const limited = (
	name: string,
	standsFor: string,
	headers: () => Record<string, string>,
): TenantProfile => ({
	name: `too many requests: ${name}`,
	quirk: 'Some requests are refused with 429',
	standsFor,
	options: { quirks: [busy(headers)] },
	expected: 'works',
});

const inOneSecond = () => new Date(Date.now() + 1000);

const BULK = { maxOperations: 100, maxPayloadSize: 1_048_576 };

/** Tenants that limit requests, or do not have what they announce. */
export const LIMITS: readonly TenantProfile[] = [
	limited('seconds', 'RFC 9110 §10.2.3: Retry-After in seconds', () => ({ 'Retry-After': '1' })),
	limited('a date', 'RFC 9110 §10.2.3: Retry-After as a date', () => ({
		'Retry-After': inOneSecond().toUTCString(),
	})),
	limited('X-RateLimit-Reset', 'Public behaviour of many APIs', () => ({
		'X-RateLimit-Reset': String(Math.ceil(inOneSecond().getTime() / 1000)),
	})),
	limited('no header', 'RFC 6585 §4: Retry-After is optional', () => ({})),
	{
		name: 'bulk',
		quirk: 'Has bulk requests',
		standsFor: 'RFC 7644 §3.7',
		options: { bulk: BULK },
		expected: 'works',
	},
	{
		name: 'small bulk',
		quirk: 'Three operations a bulk request',
		standsFor: 'RFC 7644 §3.7.4',
		options: { bulk: { ...BULK, maxOperations: 3 } },
		expected: 'works',
	},
	{
		name: 'bulk announced, 501',
		quirk: 'Announces bulk requests, and answers 501 to them',
		standsFor: 'RFC 7644 §3.7: bulk is optional',
		options: {
			bulk: BULK,
			quirks: [refuses(({ path }) => path === '/Bulk', 501, 'Bulk is not implemented')],
		},
		expected: 'worksWithRemark',
		remarks: ['bulk'],
	},
	{
		name: 'bulk without effect',
		quirk: 'Takes bulk requests, answers 200 for each operation, and does nothing',
		standsFor: 'Servers whose bulk requests expect another form',
		options: {
			bulk: BULK,
			quirks: [
				{
					ask: ({ path, body }) => {
						if (path !== '/Bulk') return undefined;
						const { Operations: all } = body as { Operations: Array<Record<string, unknown>> };
						const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'];
						const done = all.map(({ method, path: location, bulkId }) => ({
							method,
							bulkId,
							...(method === 'POST' ? {} : { location }),
							status: method === 'POST' ? '201' : '200',
						}));
						return { status: 200, body: { schemas, Operations: done } };
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['bulk'],
	},
	{
		name: 'bulk PATCH without effect',
		quirk: 'A PATCH within a bulk request is answered 200 and changes nothing',
		standsFor: 'Servers that take a bare array of operations',
		options: {
			bulk: BULK,
			quirks: [
				{
					ask: (asked) => {
						if (asked.path !== '/Bulk') return;
						const body = asked.body as { Operations: Array<Record<string, unknown>> };
						for (const operation of body.Operations) {
							if (operation.method === 'PATCH') operation.data = NOTHING;
						}
					},
				},
			],
		},
		expected: 'worksWithRemark',
		remarks: ['bulk'],
	},
	{
		name: 'at most 100 members a request',
		quirk: 'A request with more than three members is a 400',
		standsFor: 'Public behaviour of AWS IAM Identity Center (100 members)',
		options: {
			quirks: [
				refuses(
					({ kind, method, body }) =>
						kind === 'group' &&
						method !== 'GET' &&
						(JSON.stringify(body) ?? '').split('"value":"').length > 4,
					400,
					'At most 3 members can be changed in one request',
					'invalidValue',
				),
			],
		},
		expected: 'works',
	},
];

const NOTHING = {
	schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
	Operations: [{ op: 'add', path: 'schemas', value: [] }],
};
