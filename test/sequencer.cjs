const { default: Sequencer } = require('@jest/test-sequencer');

/** The folders whose tests take longest, in this order: a long test that starts last has a core for itself. */
const FIRST = ['test/faults/', 'test/workflow/sftp/', 'test/workflow/templates/', 'test/workflow/'];

const rank = ({ path }) => {
	const found = FIRST.findIndex((folder) => path.replaceAll('\\', '/').includes(folder));
	return found === -1 ? FIRST.length : found;
};

/** Jest knows how long a test took only after the first run in a checkout. */
module.exports = class extends Sequencer {
	sort(tests) {
		return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
	}
};
