import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, server } from '../../test/server';

const SERVER = {
  tenant: 'default',
  name: 'shop',
  etag: '1',
  revision: 3,
  path: '/shop',
  title: 'Shop',
  tools: 1,
  prompts: 1,
  resources: 0,
  errors: [],
};

const DOCUMENT = {
  kind: 'Server',
  name: 'shop',
  path: '/shop',
  tools: [
    {
      name: 'order',
      description: 'Orders a thing.',
      annotations: { destructiveHint: true },
      inputSchema: {
        type: 'object',
        properties: {
          id: { type: 'integer', description: 'Which one.' },
          kind: { enum: ['new', 'used'] },
          gift: { type: 'boolean' },
          address: { type: 'object', properties: { city: { type: 'string' } } },
          tags: { type: 'array', items: { type: 'string' } },
        },
        required: ['id'],
      },
    },
  ],
  prompts: [{ name: 'greet', arguments: [{ name: 'who', required: true }] }],
};

const RPC =
  '{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\\"total\\":9007199254740993}"}],"isError":false}}';

const ANSWER = {
  call: {
    url: 'http://127.0.0.1:10000/shop/mcp',
    headers: [{ name: 'mcp-name', value: 'order' }],
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/call"}',
  },
  request: {
    method: 'POST',
    url: 'http://api.example.com/orders',
    headers: [{ name: 'authorization', value: 'Bearer [secret key]' }],
    body: '{"id":7}',
  },
  answer: null,
  sent: {
    error: null,
    status: 200,
    headers: [{ name: 'x-envoy-upstream-service-time', value: '3' }],
    text: RPC,
    response: JSON.parse(RPC),
    connectMs: 1,
    firstByteMs: 11,
    totalMs: 12,
    opening: null,
  },
};

function serves(sent: string[]) {
  server.use(
    answers('/api/v1/servers', { items: [SERVER] }),
    http.get('*/api/v1/servers/default/shop', () => HttpResponse.json(DOCUMENT)),
    http.post('*/api/v1/servers/default/shop/tools/order/try', async ({ request }) => {
      sent.push(await request.text());
      return HttpResponse.json(ANSWER);
    }),
  );
}

test('a form calls a tool, and everything of it is shown', async () => {
  const sent: string[] = [];
  serves(sent);
  const { user } = await renderApp('/playground');
  await user.type(await screen.findByLabelText(/^id/), '9007199254740993');
  expect(screen.getByText('Which one.')).toBeTruthy();
  expect(screen.getByText(/The call is real/)).toBeTruthy();
  await user.click(screen.getByText('true'));
  await user.click(screen.getByLabelText('Add to address'));
  await user.type(screen.getByLabelText('city'), 'Ulm');
  await user.click(screen.getByRole('button', { name: 'Call' }));
  expect(await screen.findByText('9007199254740993')).toBeTruthy();
  expect(screen.getByText(/OK · HTTP 200 · 12 ms/)).toBeTruthy();
  expect(sent).toHaveLength(1);
  // The number as it was typed, which JavaScript's own would not keep.
  expect(sent[0]).toContain('"id": 9007199254740993');
  expect(JSON.parse(sent[0] ?? '')).toMatchObject({
    send: true,
    era: 'modern',
    arguments: { gift: true, address: { city: 'Ulm' } },
  });
  await user.click(screen.getByRole('tab', { name: 'Request to the API' }));
  expect(screen.getByText('POST http://api.example.com/orders')).toBeTruthy();
  await user.click(screen.getByRole('tab', { name: 'MCP messages' }));
  expect(screen.getByText('POST http://127.0.0.1:10000/shop/mcp')).toBeTruthy();
  await user.click(screen.getByRole('tab', { name: 'Times' }));
  expect(screen.getByText(/the API took 3 ms/)).toBeTruthy();
  expect(screen.getByRole('list', { name: 'History' }).textContent).toContain('order');
});

test('nothing is lost between form and JSON', async () => {
  serves([]);
  const { user } = await renderApp('/playground?tenant=default&server=shop&part=tool:order');
  await user.click(await screen.findByText('JSON'));
  const editor = screen.getByLabelText('Arguments');
  await user.clear(editor);
  const text = '{"id": "seven", "kind": "stolen", "more": {"a": [1.10]}}';
  await user.click(editor);
  await user.paste(text);
  await user.click(screen.getByText('Form'));
  expect(screen.getByText('This is not a number.')).toBeTruthy();
  expect(screen.getByDisplayValue('"stolen"')).toBeTruthy();
  const more = screen.getByLabelText('more');
  expect(more.textContent).toContain('1.10');
  await user.click(screen.getByText('JSON'));
  expect(screen.getByDisplayValue(text)).toBeTruthy();
  await user.type(screen.getByLabelText('Arguments'), 'x');
  expect(screen.getByText(/^Not JSON: line 1/)).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Call' }).disabled).toBe(true);
});

test('a past call is taken up again', async () => {
  const sent: string[] = [];
  serves(sent);
  const { user } = await renderApp('/playground');
  await user.type(await screen.findByLabelText(/^id/), '7');
  await user.click(screen.getByRole('button', { name: 'Call' }));
  await screen.findByText(/OK · HTTP 200/);
  await user.clear(screen.getByLabelText(/^id/));
  await user.type(screen.getByLabelText(/^id/), '8');
  const list = screen.getByRole('list', { name: 'History' });
  const [row] = list.querySelectorAll('button');
  if (row === undefined) throw new Error('no history');
  await user.click(row);
  await waitFor(() => expect(screen.getByDisplayValue('7')).toBeTruthy());
});

test('a prompt is answered without an API', async () => {
  serves([]);
  const rpc = {
    result: { messages: [{ role: 'user', content: { type: 'text', text: 'Hello Ada' } }] },
  };
  const asked: unknown[] = [];
  server.use(
    http.post('*/api/v1/servers/default/shop/prompts/greet/try', async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({ ...ANSWER, request: null, answer: rpc, sent: null });
    }),
  );
  const { user } = await renderApp(
    '/playground?tenant=default&server=shop&part=prompt:greet',
    'de',
  );
  await user.type(await screen.findByLabelText(/^who/), 'Ada');
  await user.click(screen.getByText('Nur die Anfrage zeigen'));
  expect(await screen.findByText('Hello Ada')).toBeTruthy();
  expect(asked).toEqual([{ send: false, era: 'modern', headers: {}, arguments: { who: 'Ada' } }]);
  await user.click(screen.getByRole('tab', { name: 'Anfrage an die API' }));
  expect(screen.getByText(/Keine API wird gefragt/)).toBeTruthy();
});
