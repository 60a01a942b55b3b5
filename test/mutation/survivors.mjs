import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Where a mutant is, in the repository and not in the copy that is tested. */
export function placeOf({ fileName, location }) {
	const name = fileName
		.replaceAll('\\', '/')
		.replace(/^.*\.output\/stryker\/[^/]+\//, '')
		.replace(`${process.cwd()}/`, '');
	return `${name}:${location.start.line}`;
}

export const isMissed = ({ status }) => status === 'Survived' || status === 'NoCoverage';

/** Prints each mutant that no test finds at once, so that a run that is interrupted has shown it. */
class Survivors {
	onMutantTested(mutant) {
		if (!isMissed(mutant)) return;
		const { status, mutatorName, replacement } = mutant;
		console.log(`${placeOf(mutant)}: ${status}: ${mutatorName}: ${replacement}`);
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'survivors', Survivors)];
