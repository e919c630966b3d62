import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '../../components/session-list';
import { renderApp } from '../../test/render-app';
import { answers, fails, ME, server } from '../../test/server';

const NOW = '2026-11-22T10:00:00Z';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

function session(id: string, isCurrent: boolean): Session {
  const userAgent = isCurrent ? FIREFOX : 'curl/8.5.0';
  return { id, isCurrent, userAgent, createdAt: NOW, lastUsedAt: NOW, expiresAt: NOW };
}

const TOKEN = { id: 't1', name: 'ci', scopes: ['write' as const], createdAt: NOW };

beforeEach(() => {
  server.use(
    answers('/api/v1/sessions', { items: [session('a', true), session('b', false)] }),
    answers('/api/v1/tokens', { items: [TOKEN] }),
  );
});

test('tells who one is, with roles', async () => {
  const tenants = [{ tenant: 'shop', role: 'editor' as const }];
  server.use(answers('/api/v1/me', { ...ME, isAdmin: false, tenants }));
  await renderApp('/profile');
  const roles = await screen.findByRole('group', { name: 'Your tenants and roles' });
  expect(within(roles).getByText('Editor')).toBeTruthy();
  expect(within(roles).getByRole('link').getAttribute('href')).toBe('/tenants/shop');
});

test('the password is changed when all is right', async () => {
  let sent: unknown = null;
  server.use(
    http.put('*/api/v1/me/password', async ({ request }) => {
      sent = await request.json();
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = await renderApp('/profile');
  await user.type(await screen.findByLabelText('Password now'), 'the old password');
  await user.type(screen.getByLabelText('New password'), 'short');
  await user.type(screen.getByLabelText('New password again'), 'other');
  const button = screen.getByRole('button', { name: 'Change the password' });
  await user.click(button);
  expect(screen.getByText('Use 12 characters or more.')).toBeTruthy();
  expect(screen.getByText('The two are not the same.')).toBeTruthy();
  expect(sent).toBeNull();
  for (const field of ['New password', 'New password again']) {
    await user.clear(screen.getByLabelText(field));
    await user.type(screen.getByLabelText(field), 'a better password');
  }
  await user.click(button);
  expect(await screen.findByText(/Your password is changed/)).toBeTruthy();
  expect(sent).toEqual({ current: 'the old password', new: 'a better password' });
});

async function changePassword() {
  const app = await renderApp('/profile');
  await app.user.type(await screen.findByLabelText('Password now'), 'a wrong password');
  await app.user.type(screen.getByLabelText('New password'), 'a better password');
  await app.user.type(screen.getByLabelText('New password again'), 'a better password');
  await app.user.click(screen.getByRole('button', { name: 'Change the password' }));
  return app;
}

test('a wrong password is told at its field', async () => {
  const errors = [{ path: 'current', message: 'is not the password' }];
  server.use(fails('put', '/api/v1/me/password', { status: 422, title: 'Unprocessable', errors }));
  await changePassword();
  expect(await screen.findByText('This is not your password.')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a session that is over leads to the sign-in page from here too', async () => {
  server.use(fails('put', '/api/v1/me/password', { status: 401, title: 'Unauthorized' }));
  await changePassword();
  expect(await screen.findByText(/Your session is over/)).toBeTruthy();
});

test('other sessions are ended, the own one is not', async () => {
  const ended: string[] = [];
  server.use(
    http.delete('*/api/v1/sessions/:id', ({ params }) => {
      ended.push(String(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = await renderApp('/profile');
  expect(await screen.findByText('Firefox · Linux')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Firefox/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'End the session: curl/8.5.0' }));
  expect(await screen.findByText('Ended.')).toBeTruthy();
  expect(ended).toEqual(['b']);
});

test('a token is made, shown once, and gone when one has copied it', async () => {
  let sent: Record<string, unknown> = {};
  server.use(
    http.post('*/api/v1/tokens', async ({ request }) => {
      sent = (await request.json()) as Record<string, unknown>;
      return HttpResponse.json({ ...TOKEN, token: 'ptc_secret' }, { status: 201 });
    }),
  );
  const { user } = await renderApp('/profile');
  await user.click(await screen.findByRole('button', { name: 'New token' }));
  const dialog = await screen.findByRole('dialog');
  const make = within(dialog).getByRole('button', { name: 'Make the token' });
  expect(make.hasAttribute('disabled')).toBe(true);
  await user.type(within(dialog).getByLabelText('Name'), 'pipeline');
  await user.click(within(dialog).getByLabelText('Write'));
  await user.click(make);
  expect(await screen.findByText('ptc_secret')).toBeTruthy();
  expect(sent).toMatchObject({ name: 'pipeline', scopes: ['write'] });
  const days = (Date.parse(String(sent.expiresAt)) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
  await user.click(screen.getByRole('button', { name: 'I have copied it' }));
  expect(screen.queryByText('ptc_secret')).toBeNull();
});

test('who is no administrator is not offered what would not count', async () => {
  server.use(answers('/api/v1/me', { ...ME, isAdmin: false }));
  const { user } = await renderApp('/profile', 'de');
  await user.click(await screen.findByRole('button', { name: 'Neues Token' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByLabelText('Schreiben')).toBeTruthy();
  expect(within(dialog).queryByLabelText('Verwalten')).toBeNull();
});

test('a token is revoked after a question that says it is for good', async () => {
  const revoked: string[] = [];
  server.use(
    http.delete('*/api/v1/tokens/:id', ({ params }) => {
      revoked.push(String(params.id));
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user } = await renderApp('/profile');
  await user.click(await screen.findByRole('button', { name: 'Revoke ci' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/This cannot be undone/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Revoke' }));
  expect(await screen.findByText('The token is revoked.')).toBeTruthy();
  expect(revoked).toEqual(['t1']);
});
