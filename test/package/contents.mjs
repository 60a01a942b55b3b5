/** What is wrong with the files of the published package, one line each. */
export function contentFindings({ files, read, machine }) {
	const has = new Set(files);
	const manifest = JSON.parse(read('package.json'));
	return [
		...fieldFindings(manifest),
		...fileFindings(files, read, machine),
		...nodeFindings(manifest, has, read),
		...templateFindings(manifest, files, read),
	];
}

function fieldFindings(manifest) {
	const { dependencies = {}, peerDependencies, n8n, scripts = {}, keywords = [] } = manifest;
	const rules = [
		['dependencies at run time', Object.keys(dependencies).length === 0],
		[
			'peerDependencies is not n8n-workflow alone',
			JSON.stringify(peerDependencies) === '{"n8n-workflow":"*"}',
		],
		['overrides', manifest.overrides === undefined],
		[
			'scripts that run at an installation',
			!['preinstall', 'install', 'postinstall', 'prepare'].some((name) =>
				Object.hasOwn(scripts, name),
			),
		],
		['the keyword is missing', keywords.includes('n8n-community-node-package')],
		['the version is not a semantic one', /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(manifest.version)],
		['the licence is not MIT', manifest.license === 'MIT'],
		['strict is off', n8n.strict === true && n8n.n8nNodesApiVersion === 1],
		[
			'the repository is not on GitHub, where provenance comes from',
			/^git\+https:\/\/github\.com\/.+\.git$/.test(manifest.repository?.url),
		],
	];
	return rules.filter(([, holds]) => !holds).map(([what]) => `package.json: ${what}`);
}

const EXPECTED =
	/^(dist\/|workflows\/[\w-]+\.json$|(package\.json|(README|LICENSE|CHANGELOG)\.md)$)/;
const BUILT = /^dist\/(nodes|credentials|directory|http|scim)\//;

function fileFindings(files, read, machine) {
	const findings = files.includes('CHANGELOG.md') ? [] : ['CHANGELOG.md: is missing'];
	const same = new Map();
	for (const file of files) {
		if (!EXPECTED.test(file)) findings.push(`${file}: not meant to be published`);
		if (file.startsWith('dist/') && !BUILT.test(file))
			findings.push(`${file}: not part of a build`);
		if (/\.(map|ts)$/.test(file)) findings.push(`${file}: a source`);
		if (/\.png$/.test(file)) continue;
		const text = read(file);
		// Schemas are there for each version of a node, and some icons are the same in the dark.
		const isTwice = same.has(text) && !/__schema__|\.svg$/.test(file) && text.length > 200;
		if (isTwice) findings.push(`${file}: the same as ${same.get(text)}`);
		same.set(text, file);
		for (const path of machine) {
			if (path.length > 4 && text.includes(path)) findings.push(`${file}: names ${path}`);
		}
		if (/sourceMappingURL=/.test(text)) findings.push(`${file}: names a source map`);
	}
	return findings;
}

function nodeFindings({ n8n }, has, read) {
	const findings = [];
	const need = (file) => {
		if (!has.has(file)) findings.push(`${file}: is missing`);
	};
	for (const file of [...n8n.nodes, ...n8n.credentials]) {
		need(file);
		if (!has.has(file)) continue;
		const folder = file.slice(0, file.lastIndexOf('/'));
		for (const [, icon] of read(file).matchAll(/'file:([\w./]+\.svg)'/g)) need(join(folder, icon));
	}
	for (const file of n8n.nodes) {
		need(file.replace(/\.js$/, '.json'));
		const schemas = `${file.slice(0, file.lastIndexOf('/'))}/__schema__/v1.0.0`;
		if (![...has].some((name) => name.startsWith(schemas))) findings.push(`${schemas}: is missing`);
	}
	return findings;
}

/** A path below a folder, with `..` carried out. */
function join(folder, path) {
	const parts = folder.split('/');
	for (const part of path.split('/')) part === '..' ? parts.pop() : parts.push(part);
	return parts.join('/');
}

/** Templates name no node that is not in the package or one of n8n's own. */
function templateFindings({ name, n8n }, files, read) {
	const own = n8n.nodes.map((file) => {
		const Class = file.slice(file.lastIndexOf('/') + 1).replace('.node.js', '');
		return `${name}.${Class[0].toLowerCase()}${Class.slice(1)}`;
	});
	const templates = files.filter((file) => /^workflows\/[\w-]+\.json$/.test(file));
	if (templates.length === 0) return ['workflows/: no templates'];
	return templates.flatMap((file) =>
		JSON.parse(read(file))
			.nodes.map(({ type }) => type)
			.filter((type) => !own.includes(type) && !type.startsWith('n8n-nodes-base.'))
			.map((type) => `${file}: there is no node ${type}`),
	);
}
