import { aMorningsChanges } from '../../sandbox/flex/morning';
import { DAY, Setting } from './setting';

/** What docs/data-protection.md says of the way of the data. */

// Not imported: community nodes may not, and the linter takes this for one.
const { Socket } = jest.requireActual<typeof import('node:net')>('node:net');
type Socket = InstanceType<typeof Socket>;

let setting: Setting;

afterEach(async () => {
	jest.restoreAllMocks();
	await setting.close();
});

/** The ports to which anything in this process opens a connection from now on. */
function portsTalkedTo(): Set<string> {
	const ports = new Set<string>();
	const connect = Socket.prototype.connect;
	jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (
		this: Socket,
		...given: unknown[]
	) {
		// Node passes on an array of options and callback that it has made of what it got.
		const [options] = given.flat() as Array<{ host?: string; port?: number } | number | string>;
		ports.add(typeof options === 'object' ? `${options.host}:${options.port}` : String(options));
		return (connect as (...all: unknown[]) => Socket).apply(this, given);
	} as Socket['connect']);
	return ports;
}

test('a first load and a morning’s changes only read Flex, and talk to the two addresses in the credentials and to no other', async () => {
	setting = await Setting.start({ people: 60 });
	const ports = portsTalkedTo();
	const first = await setting.sync();
	aMorningsChanges(setting.model, DAY);
	const second = await setting.sync();
	expect(Math.min(first.writes, second.writes)).toBeGreaterThan(0);
	for (const { flex } of [first, second]) {
		expect(flex.length).toBeGreaterThan(10);
		expect(new Set(flex.map(({ method }) => method))).toEqual(new Set(['GET']));
	}
	const own = [setting.flex.url, setting.winningtemp.url].map((url) => new URL(url).host);
	expect([...ports].sort()).toEqual(own.sort());
});
