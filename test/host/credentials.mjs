/** What is needed to log in to the stand-ins, by type of credential. */
export function credentialData({ flex, winningtemp, mail, chat, ssh }) {
	return {
		flexHrmApi: {
			baseUrl: flex.url,
			username: flex.username,
			password: flex.password,
			instanceId: flex.instance,
			companyIds: flex.model.companies.map(({ id }) => id).join(', '),
			authentication: 'basic',
			allowInsecure: false,
		},
		winningtempApi: { baseUrl: winningtemp.url, token: winningtemp.token },
		httpHeaderAuth: { name: 'X-Api-Key', value: 'stand-in-webhook-key' },
		...(chat && {
			httpQueryAuth: { name: 'sig', value: chat.teamsSignature },
			slackApi: { accessToken: chat.slackToken },
		}),
		smtp: { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true },
		...(ssh && {
			sftp: {
				host: '127.0.0.1',
				port: ssh.port,
				username: ssh.username,
				privateKey: ssh.privateKey,
			},
		}),
	};
}

const NAMES = {
	flexHrmApi: 'Flex HRM (stand-in)',
	winningtempApi: 'Winningtemp (stand-in)',
	httpHeaderAuth: 'Webhook (stand-in)',
	httpQueryAuth: 'Teams (stand-in)',
	slackApi: 'Slack (stand-in)',
	smtp: 'Mail (stand-in)',
	sftp: 'SFTP (stand-in)',
};

/** The same as n8n's command `import:credentials` reads it. */
export function credentialRecords(standIns) {
	return Object.entries(credentialData(standIns)).map(([type, data]) => ({
		...credentialReference(type),
		type,
		data,
	}));
}

/** How a node names the credential that it uses. */
export function credentialReference(type) {
	return { id: `standIn-${type}`, name: NAMES[type] };
}
