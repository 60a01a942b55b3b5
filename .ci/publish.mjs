// Before `npm publish` of this folder: only GitHub publishes, and only with a statement of provenance.
const { GITHUB_ACTIONS, npm_config_provenance: provenance } = process.env;
if (GITHUB_ACTIONS !== 'true' || provenance !== 'true') {
	console.error(
		'Not published: nobody could prove where these files come from. Push a tag instead, and .github/workflows/release.yml publishes: npm version minor && git push --follow-tags',
	);
	process.exitCode = 1;
}
