import { expect, test } from 'vitest';
import { isFailed, messagesOf, outcomeOf } from './answer';
import { curlOf } from './curl';
import { forgetCalls, pastCalls, remember } from './history';
import { expanded, targetsOf, variablesOf } from './target';

test('a server’s parts can be tried', () => {
  const targets = targetsOf({
    tools: [{ name: 'a', annotations: { readOnlyHint: true } }],
    prompts: [{ name: 'b', arguments: [{ name: 'x', required: true }, { name: 'y' }] }],
    resources: [{ uriTemplate: 'book://{id}', name: 'c', completion: { id: { values: ['1'] } } }],
  });
  expect(targets.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'tool a',
    'prompt b',
    'resource book://{id}',
  ]);
  expect(targets[0]?.isReadOnly).toBe(true);
  expect(targets[1]?.schema).toEqual({
    type: 'object',
    properties: { x: { type: 'string' }, y: { type: 'string' } },
    required: ['x'],
  });
  expect(targets[2]?.schema.properties).toEqual({ id: { type: 'string', examples: ['1'] } });
});

test('templates are filled with encoded values', () => {
  expect(variablesOf('a://{x}/{y}')).toEqual(['x', 'y']);
  expect(expanded('a://{x}/{y}', new Map([['x', 'ä/b']]))).toBe('a://%C3%A4%2Fb/');
});

test('an answer is JSON or a stream of events', () => {
  const result = '{"jsonrpc":"2.0","id":1,"result":{"content":[],"n":9007199254740993}}';
  expect(outcomeOf(result).kind).toBe('result');
  const note = '{"jsonrpc":"2.0","method":"notifications/progress"}';
  const stream = `event: message\r\ndata: ${note}\r\n\r\ndata: ${result}\r\n\r\n`;
  expect(messagesOf(stream)).toEqual([note, result]);
  expect(outcomeOf(stream).kind).toBe('result');
  expect(outcomeOf('<html>').kind).toBe('other');
  const error = outcomeOf('{"error":{"code":-32602,"message":"no"}}');
  expect([error.kind, isFailed(error)]).toEqual(['error', true]);
  expect(isFailed(outcomeOf('{"result":{"isError":true}}'))).toBe(true);
  expect(isFailed(outcomeOf(result))).toBe(false);
});

test('a command survives quotes', () => {
  const call = {
    url: 'http://inside',
    headers: [{ name: 'x', value: "it's" }],
    body: '{"a":"\'"}',
  };
  expect(curlOf(call, 'http://outside/mcp')).toBe(
    "curl -sS 'http://outside/mcp' \\\n  -H 'x: it'\\''s' \\\n  --data-raw '{\"a\":\"'\\''\"}'",
  );
});

test('history is each user’s own and holds no credentials', () => {
  const call = {
    tenant: 'default',
    server: 'shop',
    kind: 'tool' as const,
    name: 'get',
    arguments: '{}',
    era: 'modern' as const,
    headers: [
      { name: 'Authorization', value: 'Bearer hunter2' },
      { name: 'X-Own', value: '1' },
    ],
    isFailed: false,
    ms: 5,
  };
  for (let made = 0; made < 60; made += 1) remember('ada', { ...call, name: `get_${made}` });
  expect(pastCalls('ada')).toHaveLength(50);
  expect(pastCalls('ada')[0]?.name).toBe('get_59');
  expect(pastCalls('ada')[0]?.headers.map(({ value }) => value)).toEqual(['', '1']);
  expect(JSON.stringify({ ...localStorage })).not.toContain('hunter2');
  expect(pastCalls('bob')).toEqual([]);
  forgetCalls('ada');
  expect(pastCalls('ada')).toEqual([]);
  localStorage.setItem('portico.playground.ada', '{broken');
  expect(pastCalls('ada')).toEqual([]);
});
