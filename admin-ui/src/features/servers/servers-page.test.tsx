import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import type { Node } from '../../api/nodes';
import { renderApp } from '../../test/render-app';
import { answers, fails, server } from '../../test/server';
import type { ServerItem } from './status';

const BOOKSHOP: ServerItem = {
  tenant: 'default',
  name: 'bookshop',
  etag: '1',
  revision: 3,
  path: '/bookshop',
  title: 'Demo bookshop',
  tools: 5,
  prompts: 1,
  resources: 0,
  errors: [],
};

const NODE: Node = {
  id: 'envoy-1',
  connection: 'connected',
  cluster: 'test',
  metadata: {},
  refused: 0,
  sharedId: false,
  replicas: ['cp-1'],
  streams: [],
  revision: 3,
};

test('lists servers with how far they are live', async () => {
  server.use(
    answers('/api/v1/servers', { items: [BOOKSHOP] }),
    answers('/api/v1/nodes', { items: [NODE] }),
  );
  await renderApp('/servers');
  expect((await screen.findAllByText('Demo bookshop')).length).toBeGreaterThan(0);
  expect((await screen.findAllByText('Live on 1 of 1 node')).length).toBeGreaterThan(0);
  expect(screen.getAllByText('5 tools · 1 prompt').length).toBeGreaterThan(0);
  expect(document.title).toBe('Servers · Portico');
});

test('an empty list teaches what a server is', async () => {
  server.use(answers('/api/v1/servers', { items: [] }));
  await renderApp('/servers', 'de');
  expect(await screen.findByText('Noch keine Server')).toBeTruthy();
});

test('a search is asked of the API and kept in the address', async () => {
  const asked: string[] = [];
  server.use(
    http.get('*/api/v1/servers', ({ request }) => {
      const text = new URL(request.url).searchParams.get('q') ?? '';
      asked.push(text);
      expect(new URL(request.url).searchParams.get('cursor')).toBeNull();
      return HttpResponse.json({ items: text === '' ? [BOOKSHOP] : [] });
    }),
  );
  const { user, router } = await renderApp('/servers');
  await user.type(await screen.findByLabelText('Search servers'), 'zoo');
  expect(await screen.findByText('Nothing matches “zoo”.')).toBeTruthy();
  expect(asked).toContain('zoo');
  expect(router.state.location.search).toEqual({ q: 'zoo' });
  await user.click(screen.getByText('Show all'));
  expect((await screen.findAllByText('Demo bookshop')).length).toBeGreaterThan(0);
});

test('what fails says what to do and can be tried again', async () => {
  const problem = { status: 500, title: 'Internal Server Error' };
  server.use(fails('get', '/api/v1/servers', problem));
  const { user } = await renderApp('/servers');
  expect(await screen.findByText('This could not be loaded')).toBeTruthy();
  server.use(answers('/api/v1/servers', { items: [BOOKSHOP] }));
  await user.click(screen.getByText('Try again'));
  expect((await screen.findAllByText('Demo bookshop')).length).toBeGreaterThan(0);
});

test('an expired session leads to the sign-in page and back', async () => {
  const problem = { status: 401, title: 'Unauthorized' };
  server.use(fails('get', '/api/v1/servers', problem));
  const { router } = await renderApp('/servers?q=zoo');
  expect(await screen.findByText(/Your session is over/)).toBeTruthy();
  expect(router.state.location.search).toEqual({ return_to: '/servers?q=zoo', expired: true });
});
