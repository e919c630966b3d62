import { act, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { refreshDocuments } from '../../api/nodes';
import { renderApp } from '../../test/render-app';
import { answers, fails, server } from '../../test/server';

const PATH = '/api/v1/servers/{tenant}/{name}';
const DOCUMENT = { kind: 'Server', tenant: 'default', name: 'bookshop', title: 'Demo bookshop' };
const NOT_FOUND = { status: 404, title: 'Not Found' };

test('a page stays while it cannot be loaded anew, and says so once it is gone', async () => {
  server.use(
    answers('/api/v1/servers', { items: [] }),
    answers('/api/v1/imports', { items: [] }),
    http.get('*/api/v1/servers/default/bookshop', () => HttpResponse.json(DOCUMENT)),
  );
  const { queryClient } = await renderApp('/servers/default/bookshop');
  const title = { name: 'Demo bookshop' };
  expect(await screen.findByRole('heading', title)).toBeTruthy();
  server.use(fails('get', PATH, { status: 503, title: 'Service Unavailable' }));
  await act(() => refreshDocuments(queryClient));
  expect(screen.getByRole('heading', title)).toBeTruthy();
  server.use(fails('get', PATH, NOT_FOUND));
  await act(() => refreshDocuments(queryClient));
  expect(await screen.findByText('This could not be loaded')).toBeTruthy();
  expect(screen.queryByRole('heading', title)).toBeNull();
});
