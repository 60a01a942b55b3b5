import type { INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';
import ownPackage from '../../package.json';

interface Described {
	displayName: string;
	properties: INodeProperties[];
}

async function described(): Promise<Described[]> {
	const { nodes, credentials } = ownPackage.n8n;
	return await Promise.all(
		[...nodes, ...credentials].map(async (built) => {
			const source = built.replace('dist/', '').replace(/\.js$/, '.ts');
			const module = (await import(`../../${source}`)) as Record<string, new () => object>;
			const instance = new (Object.values(module)[0]!)();
			return 'description' in instance
				? (instance as INodeType).description
				: (instance as Described);
		}),
	);
}

/** Where a parameter is shown, apart from its node: two with one name differ in it. */
function condition({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties): string {
	const parts = [
		...Object.entries(show).map(([name, values]) => `${name} ${JSON.stringify(values)}`),
		...Object.entries(hide).map(([name, values]) => `${name} not ${JSON.stringify(values)}`),
	];
	return parts.length > 0 ? ` [${parts.join(', ')}]` : '';
}

function* defaultsOf(properties: INodeProperties[], where: string): Generator<[string, unknown]> {
	for (const property of properties) {
		if (property.type === 'notice') continue;
		const here = `${where} › ${property.name}${condition(property)}`;
		// The limits of guards are held against docs/guards.md.
		if (property.type === 'fixedCollection' && /› guards( \[.*\])? › /.test(here)) continue;
		yield [here, property.default];
		if (property.type === 'collection') {
			yield* defaultsOf(property.options as INodeProperties[], here);
		} else if (property.type === 'fixedCollection') {
			for (const { name, values } of property.options as INodePropertyCollection[]) {
				yield* defaultsOf(values, `${here} › ${name}`);
			}
		}
	}
}

/** What every parameter and every field of a credential starts with, by where it stands. */
export async function defaults(): Promise<Array<[string, unknown]>> {
	return (await described()).flatMap(({ displayName, properties }) => [
		...defaultsOf(properties, displayName),
	]);
}
