/** What the drawings for the documentation have in common: plain SVG with a ground of its own, light or dark. */

export const MARGIN = 24;

const STYLE = `
.ground{fill:#f6f7f9}.card{fill:#fff;stroke:#d5d9e0}.accent{fill:#e8f0fe;stroke:#8fb1ea}.warm{fill:#fdf3e1;stroke:#e2b870}
text{fill:#23262b;font:13px system-ui,sans-serif}.head{font-weight:600}.title{font-size:16px;font-weight:600}
.soft{fill:#5b616c}.id{fill:#7a4b9c;font:11px ui-monospace,monospace}.alarm{fill:#b3261e}
.line{fill:none;stroke:#9aa1ad;stroke-width:1.5}.arrow{fill:#9aa1ad}.group{fill:#8fb1ea}.person{fill:#9aa1ad}
@media (prefers-color-scheme:dark){
.ground{fill:#1d2025}.card{fill:#282c33;stroke:#464c57}.accent{fill:#22324d;stroke:#4c6ea8}.warm{fill:#42341d;stroke:#8a6a34}
text{fill:#e8eaee}.soft{fill:#a9b0bc}.id{fill:#cfa9ee}.alarm{fill:#ff9a92}.line{stroke:#767e8c}.arrow{fill:#767e8c}}
`;

/** @param label what the picture shows, for those who hear it */
export function page(width: number, height: number, label: string, parts: string[]): string {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label)}">`,
		`<style>${STYLE.trim().replace(/\n/g, '')}</style>`,
		'<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="arrow" d="M0 0 8 4 0 8Z"/></marker></defs>',
		`<rect class="ground" width="${width}" height="${height}" rx="12"/>`,
		...parts,
		'</svg>',
		'',
	].join('\n');
}

export function text(x: number, y: number, words: string, look = '', anchor = 'start'): string {
	const looks = look === '' ? '' : ` class="${look}"`;
	const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
	return `<text x="${x}" y="${y}"${looks}${anchored}>${escape(words)}</text>`;
}

export function box(x: number, y: number, width: number, height: number, look = 'card'): string {
	return `<rect class="${look}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`;
}

/** A line with a tip at its end. */
export function arrow(path: string): string {
	return `<path class="line" d="${path}" marker-end="url(#tip)"/>`;
}

/** Lines of at most so many characters. */
export function wrap(words: string, width: number): string[] {
	const lines = [''];
	for (const word of words.split(' ')) {
		const line = lines.at(-1)!;
		if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
		else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
	}
	return lines;
}

function escape(words: string): string {
	return words
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');
}
