import { expect, test } from 'vitest';
import { eventsOf } from './event-stream';
import { after, afterRequest } from './events';
import { approvalOf, type Message, NO_SETTINGS, textOf, tokensOf, waitingCalls } from './model';
import { choiceAmong, withServer } from './preferences';

const ANSWER: Message = {
  id: 'a',
  createdAt: '2026-11-22T12:00:00Z',
  role: 'assistant',
  provider: 'scripted',
  model: 'echo',
  parts: [],
};

const CALL = { id: 'c', name: 'get', arguments: '', state: 'incomplete' as const };

async function read(pieces: Uint8Array[]): Promise<string[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const all: string[] = [];
  for await (const data of eventsOf(stream)) all.push(data);
  return all;
}

test('a stream of events is the same however it is cut', async () => {
  const text = ': hello\n\nevent: x\ndata: {"ä":1}\n\ndata: two\ndata: lines\n\ndata: cut off';
  const bytes = new TextEncoder().encode(text);
  const expected = ['{"ä":1}', 'two\nlines'];
  for (const size of [1, 2, 3, 7, bytes.length]) {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
    expect(await read(pieces)).toEqual(expected);
  }
});

test('events build an answer', () => {
  let messages = after([], { type: 'message_start', message: ANSWER });
  messages = after(messages, { type: 'reasoning_delta', message: 'a', part: 0, text: 'Hm.' });
  messages = after(messages, { type: 'text_delta', message: 'a', part: 1, text: 'He' });
  messages = after(messages, { type: 'text_delta', message: 'a', part: 1, text: 'llo' });
  messages = after(messages, { type: 'tool_call_start', message: 'a', part: 2, call: CALL });
  messages = after(messages, {
    type: 'tool_call_delta',
    message: 'a',
    part: 2,
    arguments: '{"id"',
  });
  messages = after(messages, { type: 'tool_call_delta', message: 'a', part: 2, arguments: ':1}' });
  expect(messages[0]?.parts).toEqual([
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: 'Hello' },
    { ...CALL, type: 'tool_call', arguments: '{"id":1}' },
  ]);
  const waiting = { ...CALL, arguments: '{"id":1}', state: 'awaiting_approval' as const };
  messages = after(messages, { type: 'tool_call', message: 'a', part: 2, call: waiting });
  expect(waitingCalls(messages).map(({ id }) => id)).toEqual(['c']);
  const usage = { inputTokens: 5, outputTokens: 7 };
  messages = after(messages, { type: 'usage', message: 'a', usage });
  expect(tokensOf(messages)).toEqual({ input: 5, output: 7 });
  const [whole] = messages;
  if (whole === undefined) throw new Error('no message');
  expect(textOf(whole)).toBe('Hello');
  expect(after(messages, { type: 'message_end', message: ANSWER })).toEqual([ANSWER]);
});

test('another message is the same object after an event', () => {
  const other: Message = { id: 'u', createdAt: '2026-11-22T12:00:00Z', role: 'user', parts: [] };
  const messages = after([other, ANSWER], { type: 'text_delta', message: 'a', part: 0, text: 'x' });
  expect(messages[0]).toBe(other);
});

test('a tool is asked for unless it is said otherwise', () => {
  expect(approvalOf({ name: 's' }, 'a')).toBe('ask');
  expect(approvalOf({ name: 's', approval: 'run', approvals: { a: 'ask' } }, 'a')).toBe('ask');
  expect(approvalOf({ name: 's', approval: 'run' }, 'a')).toBe('run');
});

test('a model that is gone is replaced by the first provider’s', () => {
  const provider = {
    tenant: 'default',
    name: 'p',
    title: 'P',
    kind: 'openai' as const,
    baseUrl: 'http://127.0.0.1:1/v1',
    defaultModel: 'm',
    models: ['m'],
    credential: { type: 'none' as const },
    updatedAt: '2026-11-22T12:00:00Z',
  };
  const first = { tenant: 'default', provider: 'p', model: 'm' };
  expect(choiceAmong([provider], null)).toEqual(first);
  expect(choiceAmong([provider], { ...first, provider: 'gone' })).toEqual(first);
  expect(choiceAmong([provider], { ...first, model: 'x' })?.model).toBe('x');
  expect(choiceAmong([], first)).toBeNull();
});

test('a link to a chat with a server keeps what else was chosen', () => {
  const models = { title: null, models: [], defaultModel: 'm' };
  const [ours, theirs] = ['ours', 'theirs'].map((tenant) => ({ ...models, tenant, name: 'p' }));
  const providers = [ours, theirs] as never[];
  const choice = { tenant: 'ours', provider: 'p', model: 'x' };
  const shop = { name: 'shop', tools: ['buy'] };
  const settings = { ...NO_SETTINGS, system: 'Be short.', servers: [shop, { name: 'other' }] };
  const before = { choice, settings };
  const own = withServer(before, providers, { tenant: 'ours', name: 'shop' });
  expect(own).toEqual({ choice, settings: { ...settings, servers: [shop] } });
  const other = withServer(before, providers, { tenant: 'theirs', name: 'shop' });
  expect(other.choice).toEqual({ tenant: 'theirs', provider: 'p', model: 'm' });
  expect(other.settings.servers).toEqual([{ name: 'shop' }]);
  expect(withServer(before, providers, { tenant: 'none', name: 'shop' })).toBe(before);
});

test('decisions and messages settle the calls that wait', () => {
  const part = { ...CALL, type: 'tool_call' as const, state: 'awaiting_approval' as const };
  const waiting: Message[] = [{ ...ANSWER, parts: [part, { ...part, id: 'd' }] }];
  const states = (messages: Message[]) =>
    messages[0]?.parts.map((one) => (one.type === 'tool_call' ? one.state : null));
  const decisions = [
    { call: 'c', approve: true },
    { call: 'd', approve: false },
  ];
  expect(states(afterRequest(waiting, { type: 'decisions', decisions }))).toEqual([
    'pending',
    'denied',
  ]);
  expect(states(afterRequest(waiting, { type: 'message', text: 'x' }))).toEqual([
    'denied',
    'denied',
  ]);
  expect(afterRequest(waiting, { type: 'message', text: 'x', replaces: 'a' })).toEqual([]);
  expect(afterRequest(waiting, { type: 'retry' })).toEqual([]);
});
