import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, server } from '../../test/server';
import { auditSearchOf, momentOf } from './audit-search';

const DETAIL: object = { reason: 'because', count: 1 };

const ENTRY = {
  id: '1',
  at: '2026-11-22T10:00:00Z',
  actor: 'ada',
  action: 'document.put',
  target: 'Server default/shop',
  tenant: 'default',
  revision: 4,
  detail: DETAIL as Record<string, never>,
};

test('shows what was done in words, with its details and revision', async () => {
  server.use(answers('/api/v1/audit', { items: [ENTRY, { ...ENTRY, id: '0', action: 'x.y' }] }));
  const { user } = await renderApp('/audit');
  const table = await screen.findByRole('table', { name: 'List of audit entries' });
  expect(within(table).getByText('Saved a document')).toBeTruthy();
  expect(within(table).getByText('x.y')).toBeTruthy();
  const link = within(table).getAllByRole('link', { name: 'Revision 4' })[0];
  expect(link?.getAttribute('href')).toBe('/history/4');
  const [more] = within(table).getAllByRole('button', { name: 'Details: Server default/shop' });
  await user.click(more as HTMLElement);
  expect(within(table).getByText(/"reason": "because"/)).toBeTruthy();
});

test('is narrowed down by the API and keeps that in the address', async () => {
  const asked: string[] = [];
  server.use(
    http.get('*/api/v1/audit', ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(searchParams.toString());
      return HttpResponse.json({ items: searchParams.get('actor') === 'eve' ? [] : [ENTRY] });
    }),
  );
  const { user, router } = await renderApp('/audit');
  await user.type(await screen.findByLabelText('User'), 'eve');
  expect(await screen.findByText('Nothing matches “eve”.')).toBeTruthy();
  expect(asked).toContain('actor=eve');
  expect(router.state.location.search).toEqual({ actor: 'eve' });
  await user.click(screen.getByRole('button', { name: 'Clear the filters' }));
  await screen.findByRole('table', { name: 'List of audit entries' });
});

test('only what the page understands counts in an address', () => {
  const search = { actor: 'ada', action: 7, until: '', since: '2026-11-22T10:00', other: 'x' };
  expect(auditSearchOf(search)).toEqual({ actor: 'ada', since: '2026-11-22T10:00' });
  expect(momentOf('2026-11-22T10:00')).toBe(new Date(2026, 10, 22, 10).toISOString());
  expect(momentOf('nonsense')).toBeUndefined();
});
