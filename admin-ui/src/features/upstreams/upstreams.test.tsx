import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { components } from '../../api/schema';
import { renderApp } from '../../test/render-app';
import { answers, fails, ME, server } from '../../test/server';

type UpstreamItem = components['schemas']['UpstreamItem'];
type UpstreamCheck = components['schemas']['UpstreamCheck'];

const ITEM: UpstreamItem = {
  tenant: 'default',
  name: 'petstore',
  etag: '1',
  revision: 3,
  url: 'https://petstore.example.com/v3',
  secret: 'petstore-key',
  usedBy: ['pets'],
  errors: [],
};

const DOCUMENT = {
  kind: 'Upstream',
  tenant: 'default',
  name: 'petstore',
  url: 'https://petstore.example.com/v3',
  credential: { secret: 'petstore-key', header: 'X-Api-Key' },
};

const PATH = '/upstreams/default/petstore';

const stored = http.get('*/api/v1/upstreams/default/petstore', () =>
  HttpResponse.json(DOCUMENT, { headers: { etag: '"1"' } }),
);

beforeEach(() => {
  server.use(
    answers('/api/v1/upstreams', { items: [ITEM] }),
    answers('/api/v1/secrets', { items: [] }),
    stored,
    http.post('*/api/v1/validate', () => HttpResponse.json({ valid: true, errors: [] })),
  );
});

function checked(result: UpstreamCheck) {
  const check = http.post('*/api/v1/upstreams/:tenant/:name/check', () =>
    HttpResponse.json(result),
  );
  server.use(check);
}

test('the list says where each is and what uses it', async () => {
  await renderApp('/upstreams');
  expect((await screen.findAllByText('petstore')).length).toBeGreaterThan(0);
  expect(screen.getAllByText('https://petstore.example.com/v3').length).toBeGreaterThan(0);
  expect(screen.getAllByRole('link', { name: 'pets', hidden: true }).length).toBeGreaterThan(0);
  expect(screen.getAllByText('New upstream').length).toBeGreaterThan(0);
});

test('who may not edit is offered nothing to change', async () => {
  const tenants = [{ tenant: 'default', role: 'viewer' as const }];
  server.use(answers('/api/v1/me', { ...ME, isAdmin: false, tenants }));
  await renderApp(PATH);
  expect(await screen.findByText('Settings')).toBeTruthy();
  expect(screen.queryByText('Delete')).toBeNull();
  expect(screen.queryByText('Check the connection')).toBeNull();
});

test('a new one is put as a document', async () => {
  const put: unknown[] = [];
  server.use(
    http.put('*/api/v1/upstreams/default/books', async ({ request }) => {
      put.push(request.headers.get('if-none-match'), await request.text());
      return HttpResponse.json({ revision: 4, changed: [] }, { status: 201 });
    }),
    http.get('*/api/v1/upstreams/default/books', () => HttpResponse.json({ name: 'books' })),
  );
  const { user, router } = await renderApp('/upstreams/new');
  await user.type(await screen.findByLabelText(/^Name/), 'books');
  await user.type(screen.getByLabelText('URL'), 'http://books.internal');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/upstreams/default/books'));
  const document = 'kind: Upstream\ntenant: default\nname: books\nurl: http://books.internal\n';
  expect(put).toEqual(['*', document]);
});

test('what is wrong stands at its field, and nothing typed is lost', async () => {
  const errors = [{ path: 'timeout', message: 'set it to between 1ms and 1h' }];
  server.use(
    fails('put', '/api/v1/upstreams/{tenant}/{name}', { status: 422, title: 'Invalid', errors }),
  );
  const { user, unmount } = await renderApp(`${PATH}/edit`);
  await user.type(await screen.findByLabelText('Timeout'), '2h');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('set it to between 1ms and 1h')).toBeTruthy();
  unmount();
  await renderApp(`${PATH}/edit`);
  const timeout: HTMLInputElement = await screen.findByLabelText('Timeout');
  expect(timeout.value).toBe('2h');
  expect(screen.getByText('Your draft from before is here again.')).toBeTruthy();
});

test('form and YAML are two views of one text', async () => {
  const text = '# Our pets\nkind: Upstream\nname: petstore\nurl: https://petstore.example.com/v3\n';
  server.use(
    http.get('*/api/v1/upstreams/default/petstore', () =>
      HttpResponse.text(text, { headers: { etag: '"1"' } }),
    ),
  );
  const { user } = await renderApp(`${PATH}/edit`);
  await user.type(await screen.findByLabelText('Timeout'), '5s');
  await user.click(screen.getByText('YAML'));
  const editor = await screen.findByLabelText('The upstream as YAML');
  expect(editor.textContent).toContain('# Our pets');
  expect(editor.textContent).toContain('timeout: 5s');
  await user.click(screen.getByText('Form'));
  const timeout: HTMLInputElement = await screen.findByLabelText('Timeout');
  expect(timeout.value).toBe('5s');
});

test('what has no name leads to its field', async () => {
  const { user } = await renderApp('/upstreams/new');
  await user.click(await screen.findByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Give it a name first.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText(/^Name/));
});

test('a name that is taken says so', async () => {
  const problem = { status: 412, title: 'Precondition Failed' };
  server.use(fails('put', '/api/v1/upstreams/{tenant}/{name}', problem));
  const { user } = await renderApp('/upstreams/new');
  await user.type(await screen.findByLabelText(/^Name/), 'petstore');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/There is one of this name already/)).toBeTruthy();
});

test('a save that meets another one shows both', async () => {
  const theirs = { ...DOCUMENT, url: 'https://theirs.example.com' };
  const conditions: (string | null)[] = [];
  server.use(
    http.put('*/api/v1/upstreams/default/petstore', ({ request }) => {
      const condition = request.headers.get('if-match');
      conditions.push(condition);
      if (condition === '"2"') return HttpResponse.json({ revision: 9, changed: [] });
      // Somebody else has saved meanwhile.
      server.use(
        http.get('*/api/v1/upstreams/default/petstore', () =>
          HttpResponse.json(theirs, { headers: { etag: '"2"' } }),
        ),
      );
      const problem = { status: 412, title: 'Precondition Failed' };
      const headers = { 'content-type': 'application/problem+json' };
      return HttpResponse.json(problem, { status: 412, headers });
    }),
  );
  const { user, router } = await renderApp(`${PATH}/edit`);
  await user.type(await screen.findByLabelText('Timeout'), '5s');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Somebody else changed this')).toBeTruthy();
  await user.click(screen.getByText('Save mine over it'));
  await waitFor(() => expect(router.state.location.pathname).toBe(PATH));
  expect(conditions).toEqual(['"1"', '"2"']);
});

test('a check tells how far it came', async () => {
  checked({
    answers: true,
    url: 'https://petstore.example.com/v3',
    status: 404,
    steps: [
      { step: 'resolve', ok: true, ms: 1.24, detail: '192.0.2.1' },
      { step: 'request', ok: true, ms: 20.4, detail: 'GET /v3: 404 Not Found' },
    ],
  });
  const { user } = await renderApp(PATH);
  await user.click(await screen.findByText('Check the connection'));
  expect(await screen.findByText('It answers')).toBeTruthy();
  expect(screen.getByText(/nothing at the base URL itself/)).toBeTruthy();
  expect(screen.getByText('1.2 ms')).toBeTruthy();
});

test.each([
  ['not-allowed', /--outbound-allow/],
  ['no-tls', /certificate/],
  ['unknown-host', /not known/],
] as const)('a check that fails by %s says what to do', async (reason, advice) => {
  const step = { step: 'resolve', ok: false, ms: 1, detail: 'said so', reason } as const;
  checked({ answers: false, url: 'https://a', steps: [step] });
  const { user } = await renderApp(PATH);
  await user.click(await screen.findByText('Check the connection'));
  expect(await screen.findByText('It does not answer')).toBeTruthy();
  expect(screen.getByText(advice)).toBeTruthy();
});

test('a cluster of Envoy cannot be checked, and the page says why', async () => {
  checked({ answers: false, unchecked: 'cluster', steps: [] });
  const { user } = await renderApp(PATH);
  await user.click(await screen.findByText('Check the connection'));
  expect(await screen.findByText(/Only the Envoys know its addresses/)).toBeTruthy();
});

test('deleting asks, names what uses it and how to undo', async () => {
  const { user } = await renderApp(PATH);
  await user.click(await screen.findByText('Delete'));
  expect(await screen.findByText(/no longer do: pets/)).toBeTruthy();
  expect(screen.getByText(/under History/)).toBeTruthy();
});
