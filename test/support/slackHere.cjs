// n8n's Slack node has the address of Slack built in. This sends what goes there to a server on
// this machine, over plain HTTP; all else goes where it goes. For tests in this process, and
// (`node --require`, SLACK_STAND_IN) for a real n8n.
const http = require('node:http');
const https = require('node:https');

const SLACK = 'slack.com';

/**
 * @param {string} origin such as `http://127.0.0.1:5000`
 * @returns {() => void} ends it
 */
function redirectSlack(origin) {
	const { hostname, port } = new URL(origin);
	const { request } = https;
	https.request = (options, ...more) => {
		if (options?.hostname !== SLACK) return request(options, ...more);
		const here = { protocol: 'http:', hostname, host: hostname, port, agent: undefined };
		return http.request({ ...options, ...here, agents: undefined }, ...more);
	};
	return () => {
		https.request = request;
	};
}

if (process.env.SLACK_STAND_IN) redirectSlack(process.env.SLACK_STAND_IN);

module.exports = { redirectSlack };
