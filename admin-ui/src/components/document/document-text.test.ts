import { expect, test } from 'vitest';
import {
  readText,
  valueAt,
  withAdded,
  withFields,
  withRenamed,
  withValue,
  written,
} from './document-text';

const SHOP = `# Our shop
kind: Server
name: shop # never change it
path: /shop
config: {big: 9007199254740993, price: 1.10}
tools:
- name: a
  inputSchema:
    type: object
    properties:
      first: {type: string}
      second: {type: integer}
`;

test('an edit changes its field and nothing else', () => {
  expect(withValue(SHOP, ['path'], '/store')).toBe(SHOP.replace('/shop', '/store'));
});

test('fields come and go', () => {
  const titled = withValue(SHOP, ['title'], 'Shop: the one');
  expect(valueAt(readText(titled).value, ['title'])).toBe('Shop: the one');
  expect(withValue(titled, ['title'], undefined)).toBe(SHOP);
});

test('entries are added to lists, and to lists that are not there yet', () => {
  const two = withAdded(SHOP, ['tools'], { name: 'b' });
  expect(valueAt(readText(two).value, ['tools', 1, 'name'])).toBe('b');
  const first = withAdded(SHOP, ['prompts'], { name: 'p' });
  expect(valueAt(readText(first).value, ['prompts'])).toEqual([{ name: 'p' }]);
});

test('a key that is renamed stays in its place', () => {
  const path = ['tools', 0, 'inputSchema', 'properties'];
  const renamed = withRenamed(SHOP, path, 'first', 'genre');
  expect(renamed).toBe(SHOP.replace('first:', 'genre:'));
  expect(withRenamed(SHOP, path, 'first', 'second')).toBe(SHOP);
});

test('what is no YAML says where', () => {
  const { value, problems } = readText('name: shop\npath: [a\n');
  expect(value).toBeNull();
  expect(problems[0]?.line).toBeGreaterThan(1);
});

test('paths are written as the control plane does', () => {
  expect(written(['tools', 0, 'http', 'path'])).toBe('tools[0].http.path');
});

test('fields that are the same stay as they are written', () => {
  const fields = { ...(readText(SHOP).value as object), path: '/store', title: 'Store' };
  const changed = withFields(SHOP, fields);
  expect(changed).toBe(`${SHOP.replace('/shop', '/store')}title: Store\n`);
  const { config: _, ...fewer } = readText(changed).value as Record<string, unknown>;
  expect(withFields(changed, fewer)).not.toContain('config');
  expect(withFields(changed, fewer)).toContain('# never change it');
  expect(withFields('', { kind: 'Upstream' })).toBe('kind: Upstream\n');
});
