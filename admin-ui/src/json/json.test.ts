import { expect, test } from 'vitest';
import { parse, valueIn } from './parse';
import { pretty, print } from './print';
import { ofPlain } from './value';

const EXACT = [
  '9007199254740993',
  '1.10',
  '-0',
  '1E400',
  '"\\u00e4"',
  '[]',
  '{}',
  'null',
  '[true,false,null]',
  '{"10":1,"2":{"a":[{}]},"__proto__":0.0}',
];

test.each(EXACT)('%s is written as it was read', (text) => {
  const value = valueIn(text);
  expect(value).not.toBeUndefined();
  if (value === undefined) return;
  expect(print(value, false)).toBe(text.replace('\\u00e4', 'ä'));
  const again = valueIn(print(value));
  expect(again).toEqual(value);
});

test('indents as everybody does', () => {
  const plain = { a: [1, { b: 'x' }], c: {}, d: [] };
  expect(pretty(JSON.stringify(plain))).toBe(JSON.stringify(plain, null, 2));
  expect(print(ofPlain(plain))).toBe(JSON.stringify(plain, null, 2));
  expect(pretty('no JSON')).toBe('no JSON');
});

test.each([
  ['', 'syntax', 1, 1],
  ['{"a":1,}', 'syntax', 1, 8],
  ['{\n  "a": 01\n}', 'syntax', 2, 9],
  ['[1] 2', 'syntax', 1, 5],
  ['"\n"', 'syntax', 1, 1],
  ['{"a":1,\n"a":2}', 'twice', 2, 1],
  ['['.repeat(201), 'deep', 1, 201],
])('%j is refused with its place', (text, kind, line, column) => {
  expect(parse(text)).toEqual({ flaw: { kind, line, column } });
});
