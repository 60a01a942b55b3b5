// npm run claims: writes docs/claims.md from docs/claims.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format, resolveConfig } from 'prettier';

const { claimsPage } = createRequire(import.meta.url)('./page.ts');
const PAGE = 'docs/claims.md';
const text = claimsPage(JSON.parse(readFileSync('docs/claims.json', 'utf8')));
writeFileSync(PAGE, await format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
console.log(`Written: ${PAGE}`);
