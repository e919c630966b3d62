// Fails if what a browser loads to show the sign-in page, or the shell with its first page, is more
// than the limit: scripts and styles of the entry and of all that these views import, by gzip.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const LIMIT = 250_000;
const VIEWS = {
  'sign-in': ['src/features/sign-in/sign-in-page.tsx', 'src/i18n/en/index.ts'],
  shell: ['src/features/shell/shell.tsx', 'src/i18n/zh/index.ts'],
};

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'));

function collect(name, files) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the build has no ${name}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

let isTooLarge = false;
for (const [view, modules] of Object.entries(VIEWS)) {
  const files = new Set(['theme.js', 'index.html']);
  for (const module of ['index.html', ...modules]) collect(module, files);
  let total = 0;
  for (const file of files) {
    total += gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length;
  }
  isTooLarge ||= total > LIMIT;
  process.stdout.write(`first view, ${view}: ${total} of ${LIMIT} bytes by gzip\n`);
}
if (isTooLarge) process.exit(1);
