import { expect, test } from 'vitest';
import { exampleOf, exampleResponseOf, parsedArguments } from './example';

test('example arguments are those that are demanded', () => {
  const schema = {
    type: 'object',
    properties: {
      genre: { type: 'string', examples: ['poetry'] },
      count: { type: 'integer' },
      lines: { type: 'array', items: { type: 'string' } },
      rest: { type: 'string' },
    },
    required: ['genre', 'count', 'lines'],
  };
  expect(JSON.parse(exampleOf(schema))).toEqual({ genre: 'poetry', count: 1, lines: ['text'] });
  expect(exampleOf(undefined)).toBe('{}');
});

test('an example response fits the output schema', () => {
  const schema = {
    type: 'object',
    properties: {
      books: {
        type: 'array',
        items: { type: 'object', properties: { price: { type: 'number' } } },
      },
      kind: { const: 'list' },
    },
  };
  expect(JSON.parse(exampleResponseOf(schema).body)).toEqual({
    books: [{ price: 1 }],
    kind: 'list',
  });
  expect(exampleResponseOf(undefined)).toEqual({
    status: 200,
    type: 'application/json',
    body: '{}',
  });
});

test('an example of a schema that goes on forever ends', () => {
  const schema: Record<string, unknown> = { type: 'object' };
  schema.properties = { next: schema };
  expect(exampleResponseOf(schema).body.length).toBeLessThan(200);
});

test('only objects are arguments', () => {
  expect(parsedArguments('{"a": 1}')).toEqual({ a: 1 });
  expect(['[1]', '1', '{', ''].map(parsedArguments)).toEqual([null, null, null, null]);
});
