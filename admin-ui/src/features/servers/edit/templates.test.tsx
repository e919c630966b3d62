import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { components } from '../../../api/schema';
import { renderApp } from '../../../test/render-app';
import { answers, server } from '../../../test/server';
import { lineOf } from './template-field';

type Trial = components['schemas']['Trial'];
type Verdict = components['schemas']['Verdict'];

const SHOP = `kind: Server
name: shop
path: /shop
tools:
- name: find_book
  inputSchema:
    type: object
    properties:
      title: {type: string, examples: [Dune]}
    required: [title]
  http:
    upstream: books
    method: POST
    path: /find
    body: {template: '{"q": {{ args.title }}}'}
  result:
    template: |
      One line
      {{ response.json.title }}
`;

let tried: Trial[] = [];

function answersTrial(made: unknown) {
  return http.post('*/api/v1/servers/default/shop/tools/find_book/try', async ({ request }) => {
    tried.push((await request.json()) as Trial);
    const url = 'https://books.example.com/find';
    return HttpResponse.json({
      call: { url: 'http://gateway/shop/mcp', headers: [], body: '{}' },
      request: { method: 'POST', url, headers: [], body: '{"q":"Dune"}' },
      made,
    });
  });
}

beforeEach(() => {
  tried = [];
  const verdict: Verdict = { valid: true, errors: [] };
  server.use(
    http.get('*/api/v1/servers/default/shop', () =>
      HttpResponse.text(SHOP, { headers: { etag: '"1"' } }),
    ),
    http.post('*/api/v1/validate', () => HttpResponse.json(verdict)),
    answers('/api/v1/upstreams', { items: [] }),
    answersTrial({ result: { content: [{ type: 'text', text: 'Dune it is' }] } }),
  );
});

async function openTool() {
  const app = await renderApp('/servers/default/shop/edit');
  await app.user.click(await screen.findByRole('button', { name: 'find_book' }));
  await screen.findByText('Preview of the result');
  return app;
}

test('what the templates give is shown while one writes', async () => {
  const { user } = await openTool();
  expect(await screen.findByText('Dune it is')).toBeTruthy();
  expect(screen.getByText('The model gets')).toBeTruthy();
  // The body by itself, and in the whole request.
  expect(screen.getAllByText(/"q":"Dune"/).length).toBe(2);
  expect(tried[0]).toMatchObject({
    arguments: { title: 'Dune' },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
  });
  const body = screen.getByLabelText('Body of the example response');
  await user.clear(body);
  await user.type(body, 'Dune');
  await user.type(screen.getByLabelText('Result template'), '!');
  await waitFor(() => expect(tried.at(-1)?.response?.body).toBe('Dune'));
  await waitFor(() => expect(JSON.stringify(tried.at(-1)?.draft)).toContain('title }}\\n!'));
});

test('a failure is shown as the model is told of it', async () => {
  const content = [{ type: 'text', text: '`response.json.title` is missing' }];
  server.use(answersTrial({ result: { isError: true, content } }));
  await openTool();
  expect(await screen.findByText('The model is told of a failure')).toBeTruthy();
  expect(screen.getByText('`response.json.title` is missing')).toBeTruthy();
});

test('a template that cannot be read says in which of its lines', async () => {
  const message = 'line 2 of the template cannot be read: unexpected end';
  const verdict: Verdict = {
    valid: false,
    errors: [{ path: 'tools[0].result.template', message }],
  };
  server.use(http.post('*/api/v1/validate', () => HttpResponse.json(verdict)));
  await openTool();
  expect(await screen.findByText('2 │ {{ response.json.title }}')).toBeTruthy();
});

test('the example response outlives a reload', async () => {
  const { user, unmount } = await openTool();
  const status = screen.getByLabelText('Status');
  await user.clear(status);
  await user.type(status, '404');
  await waitFor(() => expect(tried.at(-1)?.response?.status).toBe(404));
  unmount();
  await openTool();
  expect(screen.getByLabelText<HTMLInputElement>('Status').value).toBe('404');
});

test('a message that names no line has none', () => {
  expect(lineOf('must not be empty', 'a')).toBeNull();
  expect(lineOf('line 3 of the template cannot be read', 'a\nb')).toBeNull();
  expect(lineOf('line 1 of it', 'a\nb')).toEqual({ number: 1, line: 'a' });
});
