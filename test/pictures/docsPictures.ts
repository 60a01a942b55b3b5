import { drawArchitecture, drawOverview } from './diagrams';
import { hierarchyPictures } from './hierarchyPictures';

/** The pictures of the documentation that are drawn, by file name in `docs/images`. */
export function docsPictures(): Map<string, string> {
	return new Map([
		['overview.svg', drawOverview()],
		['architecture.svg', drawArchitecture()],
		...hierarchyPictures(),
	]);
}
