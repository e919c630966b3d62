import { expect, test } from 'vitest';
import { valueIn } from '../../../json/parse';
import { type JsonValue, ofPlain } from '../../../json/value';
import { fieldOf, initialOf, resolved, shows, variantFor } from './field';

const kindOf = (schema: unknown, root = schema) => fieldOf(schema, root).kind;

function read(text: string): JsonValue {
  const value = valueIn(text);
  if (value === undefined) throw new Error(text);
  return value;
}

test.each([
  [{ type: 'string' }, 'text'],
  [{ type: 'integer' }, 'number'],
  [{ type: 'boolean' }, 'boolean'],
  [{ enum: ['a', 1, null] }, 'choice'],
  [{ const: 5 }, 'choice'],
  [{ type: 'array', items: { type: 'string' } }, 'array'],
  [{ type: 'array', prefixItems: [{}] }, 'json'],
  [{ properties: { a: {} } }, 'object'],
  [{ type: 'object' }, 'json'],
  [{ type: ['string', 'null'] }, 'variants'],
  [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 'variants'],
  [true, 'json'],
  [{}, 'json'],
])('%j is entered as %s', (schema, kind) => {
  expect(kindOf(schema)).toBe(kind);
});

test('references lead into the schema itself, and end', () => {
  const root = {
    $defs: { 'a/b': { type: 'integer' }, loop: { $ref: '#/$defs/loop' } },
    properties: { far: { $ref: 'https://example.com/schema' } },
  };
  expect(kindOf({ $ref: '#/$defs/a~1b' }, root)).toBe('number');
  expect(kindOf({ $ref: '#/$defs/loop' }, root)).toBe('json');
  expect(kindOf({ $ref: '#/$defs/none' }, root)).toBe('json');
  expect(kindOf({ $ref: 'https://example.com/schema' }, root)).toBe('json');
  expect(kindOf({ $ref: '#' }, root)).toBe('object');
});

test('allOf is one schema', () => {
  const schema = {
    allOf: [
      { properties: { a: { type: 'string' } }, required: ['a'] },
      { properties: { b: { type: 'string' } }, required: ['b'] },
    ],
  };
  expect(resolved(schema, schema)).toEqual({
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    required: ['a', 'b'],
  });
});

test('a field shows only what it would not lose', () => {
  const shown = (schema: unknown, text: string) =>
    shows(fieldOf(schema, schema), read(text), schema);
  expect(shown({ type: 'string' }, '"a"')).toBe(true);
  expect(shown({ type: 'string' }, '5')).toBe(false);
  expect(shown({ type: 'integer' }, '9007199254740993')).toBe(true);
  expect(shown({ type: 'integer' }, '{}')).toBe(false);
  expect(shown({ enum: [{ a: [1] }] }, '{"a":[1]}')).toBe(true);
  expect(shown({ enum: ['a'] }, '"b"')).toBe(false);
  expect(shown({ type: ['string', 'null'] }, 'null')).toBe(true);
  expect(shown({ type: ['string', 'null'] }, '[]')).toBe(false);
});

test('the variant of a value is found', () => {
  const field = fieldOf({ type: ['integer', 'string', 'object'], properties: {} }, {});
  if (field.kind !== 'variants') throw new Error(field.kind);
  const at = (text: string) => variantFor(field.variants, read(text), {});
  expect([at('1'), at('"1"'), at('{}'), at('[]')]).toEqual([0, 1, 2, -1]);
});

test('what is added begins with what fits', () => {
  expect(initialOf({ type: 'string', default: 'x' }, {})).toBe('x');
  expect(initialOf({ type: 'array', items: {} }, {})).toEqual([]);
  expect(initialOf({ enum: [2, 3] }, {})).toEqual(ofPlain(2));
  expect(initialOf({ type: 'object', properties: {} }, {})).toEqual(new Map());
});
