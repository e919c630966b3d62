import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, fails, ME, SETTINGS, server } from '../../test/server';

const KEY = { kind: 'Server', tenant: 'default', name: 'shop' };

function revision(number: number, summary = 'put Server default/shop') {
  return {
    number,
    summary,
    committedAt: '2026-11-22T10:00:00Z',
    author: number === 3 ? 'eve' : 'ada',
    reason: number === 2 ? 'new title' : '',
  };
}

const ALL = [revision(3, 'delete Server default/shop'), revision(2), revision(1)];

const CHANGE = {
  key: KEY,
  before: 'name: shop\ntitle: Old\n',
  after: 'name: shop\ntitle: New\n',
  fields: [{ path: 'title', before: '"Old"', after: '"New"' }],
};

const DELETION = { key: KEY, before: 'name: shop\n', after: null, fields: [] };

function prepare() {
  server.use(
    answers('/api/v1/revisions', { items: ALL }),
    answers('/api/v1/revisions/{number}', { ...revision(2), changed: [KEY] }),
    answers('/api/v1/revisions/{number}/diff/{other}', { documents: [CHANGE] }),
    fails('get', '/api/v1/revisions/{number}/progress', { status: 404, title: 'Not Found' }),
  );
}

test('lists revisions with author and reason, and searches in them', async () => {
  prepare();
  const { user } = await renderApp('/history');
  const table = await screen.findByRole('table', { name: 'List of revisions' });
  expect(within(table).getByText('new title')).toBeTruthy();
  expect(within(table).getByText('eve')).toBeTruthy();
  await user.type(screen.getByLabelText('Search changes'), 'delete');
  await waitFor(() => expect(screen.queryByText('new title')).toBeNull());
  expect(screen.getByText('eve')).toBeTruthy();
});

test('a directory of files says that it has no history', async () => {
  server.use(answers('/api/v1/settings', { ...SETTINGS, history: false }));
  await renderApp('/history', 'de');
  expect(await screen.findByText('Dieser Speicher führt keinen Verlauf')).toBeTruthy();
});

test('a revision shows what it changed, side by side', async () => {
  prepare();
  await renderApp('/history/2');
  const wide = await screen.findByRole('columnheader', { name: 'Revision 1' });
  const table = wide.closest('table') as HTMLTableElement;
  const row = within(table).getByText('title: Old').closest('tr') as HTMLTableRowElement;
  expect(within(row).getByText('title: New')).toBeTruthy();
  expect(screen.getByText('1 field')).toBeTruthy();
  expect(await screen.findByText(/How it spread is not known/)).toBeTruthy();
});

test('it is compared with any other revision', async () => {
  prepare();
  const asked: string[] = [];
  server.use(
    http.get('*/api/v1/revisions/:from/diff/:to', ({ params }) => {
      asked.push(`${params.from}..${params.to}`);
      return HttpResponse.json({ documents: [CHANGE] });
    }),
  );
  const { user, router } = await renderApp('/history/2');
  await user.click(await screen.findByText('Against now'));
  await screen.findByRole('columnheader', { name: 'Revision 3' });
  expect(asked).toContain('1..2');
  expect(asked).toContain('2..3');
  expect(router.state.location.search).toEqual({ with: 3 });
});

test('one document is restored after one has seen what changes', async () => {
  prepare();
  let restored = '';
  server.use(
    http.post('*/api/v1/servers/default/shop/restore', ({ request }) => {
      restored = new URL(request.url).search;
      return HttpResponse.json({ revision: 4, changed: [KEY] });
    }),
  );
  const { user, router } = await renderApp('/history/2');
  await user.click(await screen.findByRole('button', { name: 'Restore: Revision 2' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findAllByText('title: New');
  expect(within(dialog).getByText(/Nothing is lost/)).toBeTruthy();
  await user.type(within(dialog).getByLabelText('Reason'), 'it was better');
  await user.click(within(dialog).getByRole('button', { name: 'Restore' }));
  expect(await screen.findByText('Done. Revision 4 is in force.')).toBeTruthy();
  expect(new URLSearchParams(restored).get('revision')).toBe('2');
  expect(new URLSearchParams(restored).get('reason')).toBe('it was better');
  expect(router.state.location.pathname).toBe('/history/4');
});

test('a rollback that is refused says why and keeps the reason', async () => {
  prepare();
  const problem = { status: 409, title: 'Conflict', detail: 'the path belongs to another tenant' };
  server.use(fails('post', '/api/v1/revisions/{number}/rollback', problem));
  const { user } = await renderApp('/history/2');
  await user.click(await screen.findByRole('button', { name: 'Roll back to this revision' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findAllByText('title: New');
  await user.type(within(dialog).getByLabelText('Reason'), 'undo it');
  await user.click(within(dialog).getByRole('button', { name: 'Roll everything back' }));
  expect(await within(dialog).findByText(/belongs to another tenant/)).toBeTruthy();
  expect(within(dialog).getByDisplayValue('undo it')).toBeTruthy();
});

test('a viewer sees changes and has no buttons that would fail', async () => {
  prepare();
  const tenants = [{ tenant: 'default', role: 'viewer' as const }];
  server.use(answers('/api/v1/me', { ...ME, isAdmin: false, tenants }));
  await renderApp('/history/2');
  expect(await screen.findByRole('link', { name: 'All versions' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Restore/ })).toBeNull();
  expect(screen.queryByRole('button', { name: /Roll back/ })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Audit log' })).toBeNull();
});

test('a deleted document is brought back from its versions', async () => {
  prepare();
  let restored = '';
  server.use(
    answers('/api/v1/servers/{tenant}/{name}/versions', {
      items: [
        { revision: 3, document: null },
        { revision: 2, document: {} },
      ],
    }),
    answers('/api/v1/revisions/{number}/diff/{other}', { documents: [DELETION] }),
    http.post('*/api/v1/servers/default/shop/restore', ({ request }) => {
      restored = new URL(request.url).search;
      return HttpResponse.json({ revision: 4, changed: [KEY] });
    }),
  );
  const { user } = await renderApp('/history/documents/servers/default/shop');
  await user.click(await screen.findByRole('button', { name: 'Bring it back' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findAllByText('name: shop');
  await user.click(within(dialog).getByRole('button', { name: 'Restore' }));
  await screen.findByText('Done. Revision 4 is in force.');
  expect(restored).toBe('?revision=2');
});

test('what was deleted is listed and brought back', async () => {
  const restored: string[] = [];
  const items = [
    {
      kind: 'Server',
      tenant: 'default',
      name: 'shop',
      revision: 4,
      deletedAt: '2026-01-02T03:04:05Z',
      author: 'ada',
      reason: 'closed',
    },
  ];
  server.use(
    answers('/api/v1/deletions', { items }),
    http.post('*/api/v1/servers/default/shop/restore', ({ request }) => {
      restored.push(request.url);
      server.use(answers('/api/v1/deletions', { items: [] }));
      return HttpResponse.json({ revision: 5, changed: [] });
    }),
  );
  const { user } = await renderApp('/history/deleted');
  await screen.findByText('closed');
  await user.click(screen.getByRole('button', { name: 'Bring shop back' }));
  expect(await screen.findByText('Nothing is deleted')).toBeTruthy();
  expect(restored).toHaveLength(1);
});
