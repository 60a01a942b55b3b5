/**
 * Faults to put into the code, one at a time, and the tests that must notice them:
 * `npm run test:planted`. Each is one that the types let through. A survivor found anywhere belongs
 * here, with the test that it led to.
 */
export interface Fault {
	/** The fault in words. */
	what: string;
	/** The file that it is put into. */
	file: string;
	/** A text that the file has once, and what is put in its place. */
	from: string;
	to: string;
	/** Test files that are run for it, one of which must fail. */
	tests: readonly string[];
	/** Where the files take long: a regular expression for the names of the tests. */
	named?: string;
}

/** @throws where the file does not have the text exactly once */
export function withFault({ what, file, from, to }: Fault, text: string): string {
	const parts = text.split(from);
	if (parts.length !== 2) {
		throw new Error(
			`${file} has the text of the fault “${what}” ${parts.length - 1} times, not once. Correct its row in test/planted/faults.ts.`,
		);
	}
	return parts.join(to);
}

const CREDENTIALS = ['test/abuse/credentialTests.test.ts'];
const PROGRESS = ['test/workflow/progress.test.ts'];
const TODAY = ['test/unit/nodes/today.test.ts'];
const HOSTILE = ['test/unit/report/hostileTexts.test.ts'];
const OTHER_SOURCES = ['test/workflow/templates/otherSources.test.ts'];
const DEFAULTS = ['test/unit/nodes/defaults.test.ts'];
const PLANNER = ['test/unit/nodes/planner.test.ts'];
const SCIM = ['test/unit/scim/target.test.ts'];
const LEARNED = ['test/unit/scim/learned.test.ts'];
const MEMORY = ['test/unit/nodes/executionMemory.test.ts'];

const FOUND_BEFORE: readonly Fault[] = [
	{
		what: 'the memory of one credential is used for another',
		file: 'nodes/executionMemory.ts',
		from: 'const key = JSON.stringify(credential);',
		to: 'const key = String(credential.baseUrl);',
		tests: MEMORY,
	},
	{
		what: 'a company that could not be read counts as read',
		file: 'nodes/FlexHrm/reading/notRead.ts',
		from: 'company.id === null || failed.has(company)',
		to: 'company.id === null',
		tests: ['test/unit/flex/notRead.test.ts'],
	},
	{
		what: 'Company Attribute is not read from the node',
		file: 'nodes/SyncPlanner/parameters.ts',
		from: "companyAttribute: String(removal.companyAttribute ?? '').trim()",
		to: "companyAttribute: ''",
		tests: PLANNER,
	},
	{
		what: 'Company Attribute is compared by case',
		file: 'directory/plan/partial.ts',
		from: 'companies.has(company.toLowerCase())',
		to: 'companies.has(company)',
		tests: ['test/unit/plan/partial.test.ts'],
	},
	{
		what: 'the text of a server is not escaped in the report',
		file: 'directory/report/htmlRows.ts',
		from: 'words.errorText(isolated(row.error))',
		to: 'words.errorText(row.error)',
		tests: HOSTILE,
	},
	{
		what: 'remarks are not escaped in the report',
		file: 'directory/report/htmlFrame.ts',
		from: "escapeHtml(model.remarks.join(' '))",
		to: "model.remarks.join(' ')",
		tests: HOSTILE,
	},
	{
		what: 'the credential test of Winningtemp shows the token that a server repeats',
		file: 'nodes/Winningtemp/methods/credentialTest.ts',
		from: 'scimTransport(perform, token, {',
		to: "scimTransport(perform, '', {",
		tests: CREDENTIALS,
	},
	{
		what: 'the credential test of Flex shows the password that a server repeats',
		file: 'nodes/FlexHrm/transport/connect.ts',
		from: 'secrets: secretsOf(credentials)',
		to: 'secrets: []',
		tests: CREDENTIALS,
	},
	{
		what: 'the credential test of Winningtemp takes a web page for a directory',
		file: 'nodes/Winningtemp/methods/credentialTest.ts',
		from: 'if (!isList) return',
		to: 'if (false) return',
		tests: CREDENTIALS,
	},
	{
		what: 'the credential test of Flex passes although no employee is seen',
		file: 'nodes/FlexHrm/methods/credentialTest.ts',
		from: 'counts.every(({ count }) => count === 0)',
		to: 'counts.length === 0',
		tests: CREDENTIALS,
	},
	{
		what: 'the credential test of Flex tries the first company only',
		file: 'nodes/FlexHrm/methods/credentialTest.ts',
		from: 'for (const company of companies) counts',
		to: 'for (const company of companies.slice(0, 1)) counts',
		tests: CREDENTIALS,
	},
	{
		what: 'a conflict (409) on DELETE counts as deleted',
		file: 'scim/writer.ts',
		from: 'if (isSuccess(answer) || status === 404)',
		to: 'if (isSuccess(answer) || status === 404 || status === 409)',
		tests: ['test/unit/winningtemp/remove.test.ts'],
	},
	{
		what: 'a success does not set the counter of unreachable answers back',
		file: 'directory/apply/work.ts',
		from: 'if (attempts > 0) this.unreachable = 0;',
		to: '',
		tests: ['test/unit/apply/unreachable.test.ts'],
	},
	{
		what: 'another refusal does not set the counter of unreachable answers back',
		file: 'directory/apply/work.ts',
		from: "refusal === 'unreachable' ? this.unreachable + 1 : 0",
		to: "refusal === 'unreachable' ? this.unreachable + 1 : this.unreachable",
		tests: ['test/unit/apply/unreachable.test.ts'],
	},
	{
		what: 'a reading of any size is kept in memory',
		file: 'nodes/Winningtemp/actions/executionMemory.ts',
		from: 'if (userResources.size + groupResources.size > MOST_KEPT) return;',
		to: '',
		tests: MEMORY,
	},
	...[
		['nodes/guards.ts', 'dayIn(context.getTimezone(), new Date())', 'dayIn("UTC", new Date())'],
		[
			'nodes/FlexHrm/actions/employee/output.ts',
			'dayIn(context.getTimezone(), new Date())',
			'dayIn("UTC", new Date())',
		],
		[
			'nodes/EmployeeMapper/EmployeeMapper.node.ts',
			'dayIn(context.getTimezone(), new Date())',
			'dayIn("UTC", new Date())',
		],
		[
			'nodes/FlexHrm/methods/loadOptions.ts',
			'dayIn(this.getTimezone(), new Date())',
			'dayIn("UTC", new Date())',
		],
	].map(([file, from, to]) => ({
		what: `today is the day in UTC (${file})`,
		file: file!,
		from: from!,
		to: to!,
		tests: TODAY,
	})),
	...[
		[
			'nodes/FlexHrm/actions/employee/getMany.operation.ts',
			"progress.finish('employees were read', employees.length);",
			'',
		],
		[
			'nodes/Winningtemp/actions/directory/apply.operation.ts',
			"connection.progress.finish('changes were made', made);",
			'',
		],
		[
			'nodes/Winningtemp/actions/directory/get.operation.ts',
			"connection.progress.finish('users and groups were read', groups.length + users.length);",
			'',
		],
		[
			'nodes/FlexHrm/actions/employee/getMany.operation.ts',
			'onProgress: (what, done, total) => progress.tell(`${what} read`, done, total),',
			'',
		],
		[
			'nodes/FlexHrm/actions/connection/check.operation.ts',
			'onProgress: (what, done, total) => progress.tell(`${what} read`, done, total),',
			'',
		],
		[
			'nodes/Winningtemp/actions/connect.ts',
			'onProgress: (what, done, total) => progress.tell(what, done, total),',
			'',
		],
		[
			'nodes/Winningtemp/actions/directory/apply.operation.ts',
			'onProgress: connection.onChange,',
			'',
		],
	].map(([file, from, to]) => ({
		what: `progress is not wired: ${file}, ${from}`,
		file: file!,
		from: from!,
		to: to!,
		tests: PROGRESS,
	})),
	{
		what: 'the check for a reuse compares usernames by case',
		file: 'directory/plan/samePerson.ts',
		from: 'return matchingKey(a.username) !== matchingKey(b.username);',
		to: 'return a.username !== b.username;',
		tests: ['test/unit/plan/samePerson.test.ts'],
	},
	{
		what: 'success: false is confirmed as uploaded',
		file: 'nodes/Winningtemp/actions/file/confirm.operation.ts',
		from: 'files.every(({ json }) => json.success === true)',
		to: 'files.every(({ json }) => json.success !== undefined)',
		tests: ['test/unit/nodes/confirm.test.ts'],
	},
	{
		what: 'more rows than planned are accepted',
		file: 'directory/file/afterPlan.ts',
		from: 'if (planned.current !== current[part].length) {',
		to: 'if (planned.current > current[part].length) {',
		tests: ['test/unit/file/afterPlan.test.ts'],
	},
	{
		what: 'the BambooHR template takes the e-mail from another field',
		file: 'workflows/bamboohr-to-winningtemp.json',
		from: '"email": "workEmail"',
		to: '"email": ""',
		tests: OTHER_SOURCES,
		named: 'BambooHR',
	},
	{
		what: 'the BambooHR template takes the last name from another field',
		file: 'workflows/bamboohr-to-winningtemp.json',
		from: '"lastName": "lastName"',
		to: '"lastName": "displayName"',
		tests: OTHER_SOURCES,
		named: 'BambooHR',
	},
	...(
		[
			['email', 'body.email', 'body.username'],
			['manager', 'body.managerExternalId', 'body.manager'],
			['excludeFromSurveys', 'body.excludeFromSurveys', ''],
			['gender', 'body.gender', ''],
			['birthday', 'body.birthday', ''],
		] as const
	).map(([name, right, wrong]) => ({
		what: `the webhook template takes ${name} from another field`,
		file: 'workflows/webhook-to-winningtemp.json',
		from: `"${name}": "${right}"`,
		to: `"${name}": "${wrong}"`,
		tests: OTHER_SOURCES,
		named: 'a webhook',
	})),
	{
		what: 'a byte order mark is taken for a part of the first column',
		file: 'directory/file/csv.ts',
		from: "content.replace(/^\\uFEFF/, '')",
		to: 'content',
		tests: ['test/unit/file/csv.test.ts'],
	},
	{
		what: 'the SFTP template writes a byte order mark',
		file: 'workflows/flex-to-winningtemp-sftp.json',
		from: `"operation": "prepareUpload",`,
		to: `"operation": "prepareUpload", "options": { "byteOrderMark": true },`,
		tests: ['test/workflow/sftp/template.test.ts'],
		named: 'first load',
	},
	{
		what: 'the alert has another date format',
		file: 'workflows/sync-error-alert.json',
		from: "$now.toFormat('yyyy-MM-dd HH:mm')",
		to: "$now.toFormat('yyyy-dd-MM HH:mm')",
		tests: ['test/workflow/errorAlert.test.ts'],
		named: 'says when',
	},
	{
		what: 'a default is changed in a panel',
		file: 'nodes/guards.ts',
		from: "default: 'hold',",
		to: "default: 'stop',",
		tests: DEFAULTS,
	},
];

/** Faults of our own choice, in the same places. */
const CHOSEN: readonly Fault[] = [
	{
		what: 'a server that asks for a wait of hours is asked again at once',
		file: 'http/client.ts',
		from: 'if (isRefused && asked > POLICY.longestAsked) {',
		to: 'if (isRefused && asked > POLICY.longestAsked * 1000) {',
		tests: ['test/unit/http/client.test.ts'],
	},
	{
		what: 'a 429 does not halve the requests side by side',
		file: 'http/client.ts',
		from: 'if (response.status === TOO_MANY) this.turns.halve(generation);',
		to: '',
		tests: ['test/unit/http/client.test.ts'],
	},
	{
		what: 'a closed client goes on sending',
		file: 'http/client.ts',
		from: 'this.closed = true;',
		to: '',
		tests: ['test/unit/http/client.test.ts'],
	},
	{
		what: 'a run follows a redirection to another host',
		file: 'http/transport.ts',
		from: 'disableFollowRedirect: true',
		to: 'disableFollowRedirect: false',
		tests: ['test/faults/secrets.test.ts', 'test/workflow/flexRequests.test.ts'],
	},
	{
		what: 'a credential test follows a redirection to another host',
		file: 'http/n8n.ts',
		from: 'followRedirect: false',
		to: 'followRedirect: true',
		tests: CREDENTIALS,
	},
	{
		what: 'a secret in base64 is not taken out',
		file: 'http/discreet.ts',
		from: '\tinBase64,\n];',
		to: '];',
		tests: ['test/unit/http/discreet.test.ts'],
	},
	{
		what: 'a secret that is escaped for HTML is not taken out',
		file: 'http/discreet.ts',
		from: '\tinHtml,\n',
		to: '',
		tests: ['test/unit/http/discreet.test.ts'],
	},
	{
		what: 'a record that comes twice is taken for two',
		file: 'http/pagedList.ts',
		from: 'if (isIdRepeated) throw new Inconsistent(TWICE);',
		to: '',
		tests: ['test/unit/http/pagedList.test.ts'],
	},
	{
		what: 'a total that counts the page is believed',
		file: 'http/pagedList.ts',
		from: 'else if (size > 0) await this.readBeyond(size);',
		to: '',
		tests: ['test/unit/http/pagedList.test.ts'],
	},
	{
		what: 'damaged bytes are read as U+FFFD',
		file: 'http/body.ts',
		from: 'new TextDecoder(charset, { fatal: true })',
		to: 'new TextDecoder(charset, { fatal: false })',
		tests: ['test/abuse/answers.test.ts'],
		named: 'not what they say',
	},
	{
		what: 'a date in Retry-After is not understood',
		file: 'http/backoff.ts',
		from: 'return Number.isNaN(moment) ? null : Math.max(0, moment - now);',
		to: 'return null;',
		tests: ['test/unit/http/backoff.test.ts'],
	},
	{
		what: 'a change is written without the version that was read',
		file: 'scim/writer.ts',
		from: "...(version === undefined ? {} : { headers: { 'If-Match': version } }),",
		to: '',
		tests: ['test/unit/apply/everyTarget.test.ts', 'test/workflow/winningtempApply.test.ts'],
	},
	{
		what: 'External IDs are compared without case',
		file: 'scim/lookup.ts',
		from: "key === 'userName' ? value.toLowerCase() : value",
		to: 'value.toLowerCase()',
		tests: ['test/unit/winningtemp/lookup.test.ts'],
	},
	{
		what: 'an ignored filter counts as an answer',
		file: 'scim/lookup.ts',
		from: 'isObject(answer.body) && found.length === all.length',
		to: 'isObject(answer.body)',
		tests: ['test/unit/winningtemp/lookup.test.ts'],
	},
	{
		what: 'a field that a tenant drops is tried again every night',
		file: 'scim/droppedFields.ts',
		from: 'const RETRIED_AFTER = 7 * DAY;',
		to: 'const RETRIED_AFTER = 0 * DAY;',
		tests: ['test/workflow/winningtempDrops.test.ts'],
	},
	{
		what: 'what one tenant drops is forgotten when another one is read',
		file: 'scim/droppedFields.ts',
		from: 'return [...this.others, ...this.own.values()];',
		to: 'return [...this.own.values()];',
		tests: ['test/unit/winningtemp/droppedFields.test.ts'],
	},
	{
		what: 'a slow endpoint of the discovery ends the run',
		file: 'scim/discovery.ts',
		from: 'if (isLate(first)) return undefined;',
		to: '',
		tests: ['test/unit/winningtemp/discovery.test.ts'],
	},
	{
		what: 'read-only attributes count as known',
		file: 'scim/discovery.ts',
		from: 'if (name === null || isReadOnly(attribute)) continue;',
		to: 'if (name === null) continue;',
		tests: ['test/unit/winningtemp/discovery.test.ts'],
	},
	{
		what: 'held changes are applied',
		file: 'nodes/Winningtemp/actions/directory/apply.operation.ts',
		from: 'if ((isRecord(guard) || Array.isArray(held)) && !isRecord(released)) {',
		to: 'if (false as boolean) {',
		tests: ['test/workflow/winningtempApply.test.ts'],
	},
	{
		what: 'a dry run writes',
		file: 'nodes/Winningtemp/actions/directory/apply.operation.ts',
		from: '\t\t\tdryRun,\n\t\t\tonProgress',
		to: '\t\t\tdryRun: false,\n\t\t\tonProgress',
		tests: ['test/workflow/winningtempApply.test.ts'],
	},
	{
		what: 'changes that were not made count in the limits of the week',
		file: 'directory/plan/week.ts',
		from: "if (status !== 'applied' || attempts === 0 ||",
		to: 'if (',
		tests: ['test/unit/plan/week.test.ts'],
	},
	{
		what: 'what is to be deleted is not looked at again',
		file: 'nodes/Winningtemp/actions/directory/apply.operation.ts',
		from: "if (changes.some(({ action }) => action === 'delete')) delete connection.memory.reading;",
		to: '',
		tests: ['test/workflow/winningtempOnce.test.ts'],
	},
	{
		what: 'the week of one credential holds another one up',
		file: 'nodes/week.ts',
		from: 'const ids = credentials.length > 0 ? credentials : Object.keys(all);',
		to: 'const ids = Object.keys(all); void credentials;',
		tests: ['test/unit/nodes/week.test.ts'],
	},
	{
		what: 'the plan number in Release is not read',
		file: 'nodes/guards.ts',
		from: "return String(context.getNodeParameter('release', 0, '') ?? '').trim();",
		to: "return '';",
		tests: PLANNER,
	},
	{
		what: 'new hires who are not approved are read',
		file: 'nodes/FlexHrm/actions/employee/getMany.operation.ts',
		from: 'onlyApproved: options.onlyApproved !== false',
		to: 'onlyApproved: false',
		tests: ['test/workflow/templates/flexVariants.test.ts'],
		named: 'hires under review',
	},
	{
		what: 'a list with a limit is not marked as partial',
		file: 'nodes/FlexHrm/actions/employee/getMany.operation.ts',
		from: 'if (limit !== null) reasons',
		to: 'if (limit === 0) reasons',
		tests: ['test/workflow/flexHrm.test.ts', 'test/workflow/partialList.test.ts'],
	},
	{
		what: 'the advice on the form of log-in gets lost',
		file: 'nodes/FlexHrm/transport/connect.ts',
		from: 'adviseForm(context, opened.logIn);',
		to: '',
		tests: ['test/workflow/flexRequests.test.ts', 'test/workflow/flexHrm.test.ts'],
	},
	{
		what: 'Include Names is not read',
		file: 'nodes/SyncReport/SyncReport.node.ts',
		from: "includeNames: context.getNodeParameter('includeNames', 0) as boolean,",
		to: 'includeNames: true,',
		tests: ['test/workflow/syncReport.test.ts'],
	},
	{
		what: 'the report is dated in UTC',
		file: 'directory/report/clock.ts',
		from: 'const date = dayIn(zone, moment);',
		to: "const date = dayIn('UTC', moment);",
		tests: ['test/unit/report/summarise.test.ts'],
	},
	{
		what: 'an apostrophe is not escaped in HTML',
		file: 'directory/report/escape.ts',
		from: `\t["'", '&#39;'],\n`,
		to: `\t["'", "'"],\n`,
		tests: [...HOSTILE, 'test/unit/report/html.test.ts'],
	},
	{
		what: 'an @ in Markdown calls somebody',
		file: 'directory/report/escape.ts',
		from: "'@\\u200B'",
		to: "'@'",
		tests: ['test/unit/report/markdown.test.ts'],
	},
	{
		what: 'the page of the report has no content security policy',
		file: 'directory/report/htmlFrame.ts',
		from: '`<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">\\n`,',
		to: "'',",
		tests: ['test/unit/report/html.test.ts'],
	},
	{
		what: 'rows that are left out of the report are not counted',
		file: 'directory/report/htmlRows.ts',
		from: 'if (rows.length > shown) {',
		to: 'if (rows.length < shown) {',
		tests: ['test/unit/report/scale.test.ts'],
	},
	{
		what: 'what is held is not escaped in the mail',
		file: 'directory/report/messages.ts',
		from: '`<li>${escapeHtml(line)}</li>`',
		to: '`<li>${line}</li>`',
		tests: ['test/unit/report/messages.test.ts', ...HOSTILE],
	},
	{
		what: 'the main template is no dry run',
		file: 'workflows/flex-to-winningtemp.json',
		from: '"dryRun": true',
		to: '"dryRun": false',
		tests: ['test/unit/templates.test.ts'],
	},
	{
		what: 'successful runs of the main template are saved',
		file: 'workflows/flex-to-winningtemp.json',
		from: '"saveDataSuccessExecution": "none"',
		to: '"saveDataSuccessExecution": "all"',
		tests: ['test/unit/templates.test.ts'],
	},
	{
		what: 'the SFTP template deactivates leavers, for whom the file has no column',
		file: 'workflows/flex-to-winningtemp-sftp.json',
		from: '"action": "delete"',
		to: '"action": "deactivate"',
		tests: ['test/workflow/sftp/template.test.ts'],
		named: 'leaver|leaves|gone',
	},
	{
		what: 'the webhook template answers a failure with 200',
		file: 'workflows/webhook-to-winningtemp.json',
		from: "$json.action === 'failed' ? 422 : 200",
		to: "$json.action === 'failed' ? 200 : 200",
		tests: OTHER_SOURCES,
		named: 'a webhook',
	},
	{
		what: 'the CSV template reads with a comma',
		file: 'workflows/csv-to-winningtemp.json',
		from: '"delimiter": ";"',
		to: '"delimiter": ","',
		tests: OTHER_SOURCES,
		named: 'a CSV file',
	},
	{
		what: 'the credential test of Winningtemp does not say that there are no groups',
		file: 'nodes/Winningtemp/methods/credentialTest.ts',
		from: 'return NO_GROUPS.has(groups.status)',
		to: 'return groups.status < 0',
		tests: ['test/workflow/winningtempDirectory.test.ts', ...CREDENTIALS],
	},
	{
		what: 'the credential test of Flex does not notice ids in each other’s place',
		file: 'nodes/FlexHrm/methods/credentialTest.ts',
		from: '(await swappedIds(helpers, credentials, error)) ?? explained(error)',
		to: 'explained(error)',
		tests: ['test/workflow/flexHrm.test.ts'],
	},
	{
		what: 'the credential test of Flex does not say which form of log-in to choose',
		file: 'nodes/FlexHrm/methods/credentialTest.ts',
		from: '...formAdvice(credentials, tried.logIn),',
		to: '',
		tests: ['test/workflow/flexHrm.test.ts'],
	},
	...(
		[
			['nodes/HierarchyBuilder/properties.ts', "default: 'levels'", "default: 'parentIds'"],
			['nodes/SyncPlanner/properties.ts', "default: 'deactivate'", "default: 'delete'"],
			['nodes/Winningtemp/actions/parameters.ts', 'default: 50', 'default: 100'],
			['credentials/FlexHrmApi.credentials.ts', "default: 'automatic'", "default: 'basic'"],
		] as const
	).map(([file, from, to]) => ({
		what: `another default in a panel: ${file}`,
		file,
		from,
		to,
		tests: DEFAULTS,
	})),
	{
		what: 'an account that was only switched off counts as not removed',
		file: 'scim/verifier.ts',
		from: 'return active === null || isTrue(active);',
		to: 'return true;',
		tests: SCIM,
	},
	{
		what: 'a PUT takes away the members that a list did not show',
		file: 'scim/writer.ts',
		from: "kind === 'group' && sendsList",
		to: "kind === 'group' && !sendsList",
		tests: SCIM,
	},
	{
		what: 'one reading of a group counts although nothing agrees with it',
		file: 'scim/wholeGroups.ts',
		from: 'seen.length === 0 || seen.includes(members)',
		to: 'true',
		tests: ['test/unit/scim/wholeGroups.test.ts'],
	},
	{
		what: 'the first success is believed although nothing shows it',
		file: 'scim/verifier.ts',
		from: 'if (!open.every((part) => this.findings.isKnown(kind, part, way))) return false;',
		to: '',
		tests: SCIM,
	},
	{
		what: 'a look that fails for now makes a write a success',
		file: 'scim/verifier.ts',
		from: '(sent.ok && unseen) || sent',
		to: 'sent',
		tests: ['test/unit/scim/verifier.test.ts'],
	},
	{
		what: 'a write that works in another way is not remembered',
		file: 'scim/trials.ts',
		from: 'if (!left.includes(part)) this.means.tenant.ways.learn(key(kind, part), next);',
		to: 'void part;',
		tests: SCIM,
	},
	{
		what: 'a user whose status is empty counts as active',
		file: 'scim/resource.ts',
		from: 'isActiveWithout(reading.tenant.ways) : isTrue(active),',
		to: "isActiveWithout(reading.tenant.ways) : wordOf(active) !== 'false',",
		tests: ['test/unit/scim/resource.test.ts'],
	},
	{
		what: 'another media type is tried after every refusal',
		file: 'scim/transport.ts',
		from: 'return SAYS_UNREAD.test(detailOf(answer)) && trials-- > 0;',
		to: 'return trials-- > 0;',
		tests: LEARNED,
	},
	{
		what: 'two tasks look at one time whether a tenant took a write',
		file: 'scim/turns.ts',
		from: 'this.isBusy = true;',
		to: '',
		tests: LEARNED,
	},
	{
		what: 'what a list shows counts although the schemas are listed',
		file: 'scim/discovery.ts',
		from: '...(schemas === null && { learnFrom }),',
		to: 'learnFrom,',
		tests: ['test/unit/winningtemp/discovery.test.ts'],
	},
	{
		what: 'a group that HR has is taken for the one that a run made groups for below it',
		file: 'directory/plan/madeBelow.ts',
		from: 'parent.match || ',
		to: '',
		tests: ['test/unit/plan/identity.test.ts'],
	},
	{
		what: 'without parents a group made because of a rename is made again the next night',
		file: 'directory/plan/recognition.ts',
		from: 'return free.filter((node) => made.includes(node));',
		to: 'return free.filter((node) => made.includes(node) && false);',
		tests: ['test/unit/plan/identity.test.ts'],
	},
	{
		what: 'any error while groups are read counts as a tenant without groups',
		file: 'scim/directory.ts',
		from: 'if (error instanceof UserError && NO_GROUPS.has(error.status ?? 0)) return null;',
		to: 'if (error instanceof UserError) return null;',
		tests: ['test/unit/scim/reading.test.ts'],
	},
];

export const FAULTS: readonly Fault[] = [...FOUND_BEFORE, ...CHOSEN];
