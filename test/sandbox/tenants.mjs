// Writes docs/tenants.md, what becomes of each kind of tenant: npm run tenants
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format, resolveConfig } from 'prettier';

const { tenantsPage } = createRequire(import.meta.url)('./winningtemp/tenants/page.ts');
const PAGE = 'docs/tenants.md';

writeFileSync(
	PAGE,
	await format(tenantsPage(), { ...(await resolveConfig(PAGE)), parser: 'markdown' }),
);
console.log(`Written: ${PAGE}`);
