import { runComputing } from './computing';
import { runFloor } from './floor';
import { runInEngine } from './inEngine';
import { runPart } from './part';

/** What a measured process can do, by name. */
export const JOBS = {
	engine: runInEngine,
	floor: runFloor,
	part: runPart,
	computing: runComputing,
};
