import { expect, test } from 'vitest';

/** Names and words that are written alike. */
const ALIKE = new Set([
  'Portico',
  'Gateway',
  'Server',
  'Name',
  'Prompts',
  'Status',
  'Version',
  'Revision 7',
  'HTTP+SSE',
  'Streamable HTTP',
  'Claude Code',
  'VS Code',
  'Cursor',
  'MCP Inspector',
  'mcpServers JSON',
  'JSON',
  'OK',
  'Anthropic',
  'Top P',
  'Administrator',
  'Bridge',
  'Client',
  'Envoy',
  'Filter',
  'Revision',
  'SQLite',
  'PostgreSQL',
  'Parameter',
  'TLS',
  '7 ms',
  'OpenAPI 3.0',
  'OpenAPI 3.1',
  'Swagger 2.0',
  'Unla',
]);

/** Every text with its path; those that need values get some. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('7', 7, 7))]];
  return Object.entries(value as object).flatMap(([key, part]) => texts(part, `${path}.${key}`));
}

/** The texts of a language: every file of its folder, whether the first view has it or a page. */
function language(files: Record<string, unknown>): [string, unknown][] {
  return Object.entries(files)
    .filter(([file]) => !file.endsWith('/index.ts'))
    .map(([file, group]) => [file.slice(file.lastIndexOf('/') + 1), group]);
}

const en = Object.fromEntries(language(import.meta.glob('./en/*.ts', { eager: true })));
const de = Object.fromEntries(language(import.meta.glob('./de/*.ts', { eager: true })));
const zh = Object.fromEntries(language(import.meta.glob('./zh/*.ts', { eager: true })));
const english = new Map(texts(en));

test.each([
  ['de', de],
  ['zh', zh],
])('every text of %s is there and translated', (_, language) => {
  const translated = new Map(texts(language));
  expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  const same = [...translated].filter(
    ([path, text]) => text === english.get(path) && !ALIKE.has(text) && /[a-z]{3}/i.test(text),
  );
  expect(same).toEqual([]);
  expect([...translated].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('Chinese texts are Chinese', () => {
  const latin = texts(zh).filter(([, text]) => !/\p{Script=Han}/u.test(text) && !ALIKE.has(text));
  expect(latin.filter(([, text]) => /[a-z]{3}/i.test(text))).toEqual([]);
});
