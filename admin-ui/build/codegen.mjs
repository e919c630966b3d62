// Writes src/api/schema.ts from the admin API's OpenAPI document. With --check it writes nothing and
// fails if the file is not what it would write.
import { readFile, writeFile } from 'node:fs/promises';
import openapi, { astToString } from 'openapi-typescript';

const document = new URL('../../docs/openapi.json', import.meta.url);
const target = new URL('../src/api/schema.ts', import.meta.url);

const tree = await openapi(document, { alphabetize: true, rootTypes: false });
const text = `// Made from docs/openapi.json by \`npm run codegen\`.\n${astToString(tree)}`;
if (process.argv.includes('--check')) {
  if ((await readFile(target, 'utf8')) !== text) {
    process.stderr.write('src/api/schema.ts is not what docs/openapi.json says: npm run codegen\n');
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
