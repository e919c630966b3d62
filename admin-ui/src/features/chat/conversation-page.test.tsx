import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, server } from '../../test/server';
import type { Conversation, Message, TurnEvent } from './model';

const AT = '2026-11-22T12:00:00Z';

const CONVERSATION: Conversation = {
  id: 'c-1',
  title: 'About books',
  tenant: 'default',
  provider: 'scripted',
  model: 'echo',
  settings: {
    system: '',
    parameters: { maxTokens: null, reasoning: null, temperature: null, topP: null },
    servers: [{ name: 'shop' }],
  },
  createdAt: AT,
  updatedAt: AT,
  isRunning: false,
};

const asked = (id: string, text: string): Message => ({
  id,
  createdAt: AT,
  role: 'user',
  parts: [{ type: 'text', text }],
});

const answered = (
  id: string,
  parts: Message['parts'],
): Extract<Message, { role: 'assistant' }> => ({
  id,
  createdAt: AT,
  role: 'assistant',
  provider: 'scripted',
  model: 'echo',
  parts,
});

/** Content blocks are objects of any members, which the schema's type does not tell. */
function contentOf(text: string): Record<string, never>[] {
  return JSON.parse(JSON.stringify([{ type: 'text', text }]));
}

function stream(events: TurnEvent[]): Response {
  const text = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  return new HttpResponse(text.join(''), { headers: { 'content-type': 'text/event-stream' } });
}

function serves(messages: Message[], turns: TurnEvent[][]): unknown[] {
  const requests: unknown[] = [];
  server.use(
    answers('/api/v1/conversations', { items: [CONVERSATION] }),
    answers('/api/v1/conversations/{id}', CONVERSATION),
    answers('/api/v1/conversations/{id}/messages', { items: messages }),
    answers('/api/v1/providers', { items: [] }),
    http.post('*/api/v1/conversations/c-1/turns', async ({ request }) => {
      requests.push(await request.json());
      return stream(turns.shift() ?? []);
    }),
  );
  return requests;
}

test('what is asked and answered streams in, with tokens', async () => {
  const answer = answered('a', [{ type: 'text', text: 'Two **books**.' }]);
  const usage = { inputTokens: 1234, outputTokens: 5 };
  const requests = serves(
    [],
    [
      [
        { type: 'message_start', message: asked('u', 'How many?') },
        { type: 'message_start', message: answered('a', []) },
        { type: 'text_delta', message: 'a', part: 0, text: 'Two **bo' },
        { type: 'text_delta', message: 'a', part: 0, text: 'oks**.' },
        {
          type: 'message_end',
          message: { ...answer, usage, ending: 'finished', durationMs: 1500 },
        },
        { type: 'done', reason: 'finished' },
      ],
    ],
  );
  const { user } = await renderApp('/chat/c-1');
  const field = await screen.findByRole('textbox', { name: 'Message' });
  await user.type(field, 'How many?{Shift>}{Enter}{/Shift}Tell me.{Enter}');
  expect((await screen.findByText('books')).tagName).toBe('STRONG');
  expect(requests).toEqual([{ type: 'message', text: 'How many?\nTell me.' }]);
  expect(screen.getByText('echo · 1,234 tokens in, 5 out · 1.5 s')).toBeTruthy();
  await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe(''));
});

test('HTML and foreign pictures of a model are not shown', async () => {
  const text =
    '<img src="https://evil.example/a">\n\n![pic](https://evil.example/b) [x](javascript:alert(1))';
  serves([asked('u', 'x'), { ...answered('a', [{ type: 'text', text }]), ending: 'finished' }], []);
  const { container } = await renderApp('/chat/c-1');
  expect((await screen.findByText('pic')).getAttribute('href')).toBe('https://evil.example/b');
  expect(container.querySelector('article img')).toBeNull();
  expect(container.innerHTML).not.toContain('javascript:');
});

test('a call waits for its user, who approves it', async () => {
  const call = {
    id: 'k',
    name: 'order',
    server: 'shop',
    tool: 'order',
    arguments: '{"id":9007199254740993}',
    state: 'awaiting_approval' as const,
  };
  const waiting = {
    ...answered('a', [{ type: 'tool_call' as const, ...call }]),
    ending: 'tool_calls' as const,
  };
  const done = {
    ...call,
    state: 'done' as const,
    durationMs: 12,
    result: { content: contentOf('Ordered.'), isError: false },
  };
  const requests = serves(
    [asked('u', 'Order it'), waiting],
    [
      [
        { type: 'tool_call', message: 'a', part: 0, call: done },
        { type: 'done', reason: 'finished' },
      ],
    ],
  );
  const { user } = await renderApp('/chat/c-1');
  const card = within(await screen.findByRole('region', { name: 'Call of order' }));
  expect(card.getByText('Waits for you')).toBeTruthy();
  expect(card.getByText(/9007199254740993/)).toBeTruthy();
  await user.click(card.getByText('Run it'));
  expect(await screen.findByText('Done')).toBeTruthy();
  expect(requests).toEqual([{ type: 'decisions', decisions: [{ call: 'k', approve: true }] }]);
});

test('a failure says what to do, and is tried again', async () => {
  const error = {
    kind: 'rate_limited' as const,
    message: 'The provider limits the rate of requests (HTTP 429).',
    advice: 'Wait.',
    retryAfter: 7,
  };
  const failed = { ...answered('a', []), ending: 'failed' as const, error };
  const requests = serves([asked('u', 'x'), failed], [[{ type: 'done', reason: 'finished' }]]);
  const { user } = await renderApp('/chat/c-1', 'de');
  expect(await screen.findByText(/bittet, 7 s zu warten/)).toBeTruthy();
  await user.click(screen.getByText('Erneut versuchen'));
  await waitFor(() => expect(requests).toEqual([{ type: 'retry' }]));
});

test('a message is edited and sent again', async () => {
  const requests = serves(
    [asked('u', 'old'), { ...answered('a', [{ type: 'text', text: 'so' }]), ending: 'finished' }],
    [
      [
        { type: 'message_start', message: asked('u2', 'new') },
        { type: 'done', reason: 'finished' },
      ],
    ],
  );
  const { user } = await renderApp('/chat/c-1');
  await user.click(await screen.findByRole('button', { name: 'Edit the message' }));
  const field = screen.getByRole('textbox', { name: 'Edit the message' });
  await user.clear(field);
  await user.type(field, 'new');
  await user.click(screen.getByText('Send again'));
  expect(await screen.findByText('new')).toBeTruthy();
  expect(requests).toEqual([{ type: 'message', text: 'new', replaces: 'u' }]);
  expect(screen.queryByText('old')).toBeNull();
});

test('a conversation is renamed, and deleted only when that is meant', async () => {
  serves([], []);
  const changed: unknown[] = [];
  const deleted: string[] = [];
  server.use(
    http.patch('*/api/v1/conversations/c-1', async ({ request }) => {
      changed.push(await request.json());
      return HttpResponse.json({ ...CONVERSATION, title: 'Books' });
    }),
    http.delete('*/api/v1/conversations/:id', ({ params }) => {
      deleted.push(String(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user, router } = await renderApp('/chat/c-1');
  const [menu] = await screen.findAllByRole('button', { name: 'Actions for About books' });
  if (menu === undefined) throw new Error('no menu');
  await user.click(menu);
  await user.click(await screen.findByText('Rename'));
  const title = await screen.findByLabelText('Title');
  await user.clear(title);
  await user.type(title, 'Books{Enter}');
  await waitFor(() => expect(changed).toEqual([{ title: 'Books' }]));
  await waitFor(() => expect(screen.queryByLabelText('Title')).toBeNull());
  await user.click(menu);
  await user.click(await screen.findByText('Delete'));
  await screen.findByText(/This cannot be undone/);
  expect(deleted).toEqual([]);
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/chat'));
  expect(deleted).toEqual(['c-1']);
});
