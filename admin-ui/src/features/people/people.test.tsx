import { screen, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { User } from '../../api/people';
import { renderApp } from '../../test/render-app';
import { answers, fails, ME, server } from '../../test/server';
import { isLongEnough, randomPassword } from './new-password';

function user(name: string, changes: Partial<User> = {}): User {
  const flags = { isAdmin: false, disabled: false, hasPassword: true, hasIdentity: false };
  return { name, ...flags, createdAt: '2026-11-22T10:00:00Z', ...changes };
}

const ADA = user('ada', { isAdmin: true });
const EVE = user('eve', { disabled: true, hasIdentity: true });

beforeEach(() => {
  server.use(
    answers('/api/v1/users', { items: [ADA, EVE] }),
    answers('/api/v1/users/{user}', ADA),
    answers('/api/v1/users/{user}/tenants', { items: [{ tenant: 'shop', role: 'viewer' }] }),
    answers('/api/v1/users/{user}/sessions', { items: [] }),
    answers('/api/v1/users/{user}/tokens', { items: [] }),
    answers('/api/v1/tenants', {
      items: [
        { name: 'default', title: 'Default', pathPrefix: '/' },
        { name: 'shop', title: 'The shop', pathPrefix: '/shop' },
      ],
    }),
  );
});

test('lists users with what they are and how they sign in', async () => {
  const { user: person } = await renderApp('/users');
  const table = await screen.findByRole('table', { name: 'List of users' });
  expect(within(table).getByText('Administrator')).toBeTruthy();
  expect(within(table).getByText('Disabled')).toBeTruthy();
  expect(within(table).getByText('Password · Organization')).toBeTruthy();
  expect(within(table).getByText('(you)')).toBeTruthy();
  await person.type(screen.getByLabelText('Search users'), 'zoe');
  expect(await screen.findByText('Nothing matches “zoe”.')).toBeTruthy();
});

test('a user is made, with a password at random', async () => {
  let sent: Record<string, unknown> = {};
  server.use(
    http.post('*/api/v1/users', async ({ request }) => {
      sent = (await request.json()) as Record<string, unknown>;
      return HttpResponse.json(user('bob'), { status: 201 });
    }),
  );
  const { user: person, router } = await renderApp('/users');
  await person.click(await screen.findByRole('button', { name: 'New user' }));
  const dialog = await screen.findByRole('dialog');
  await person.type(within(dialog).getByLabelText('Name'), 'bob');
  await person.click(within(dialog).getByRole('button', { name: 'Make one at random' }));
  await person.click(within(dialog).getByRole('button', { name: 'Make the user' }));
  expect(await screen.findByText(/bob can sign in now/)).toBeTruthy();
  expect(sent).toMatchObject({ name: 'bob', isAdmin: false });
  expect(isLongEnough(String(sent.password))).toBe(true);
  expect(router.state.location.pathname).toBe('/users/bob');
});

test('what the API says of a field stands at the field, and what was typed stays', async () => {
  const errors = [{ path: 'name', message: 'begin with a letter' }];
  server.use(fails('post', '/api/v1/users', { status: 422, title: 'Unprocessable', errors }));
  const { user: person } = await renderApp('/users');
  await person.click(await screen.findByRole('button', { name: 'New user' }));
  const dialog = await screen.findByRole('dialog');
  const name = within(dialog).getByLabelText('Name');
  await person.type(name, '-bob');
  await person.click(within(dialog).getByRole('button', { name: 'Make one at random' }));
  await person.click(within(dialog).getByRole('button', { name: 'Make the user' }));
  expect(await within(dialog).findByText('begin with a letter')).toBeTruthy();
  expect((name as HTMLInputElement).value).toBe('-bob');
});

test('one is warned before one takes the right from oneself; the last admin stays', async () => {
  const problem = { status: 409, title: 'Conflict', detail: 'this is the last admin' };
  server.use(fails('put', '/api/v1/users/{user}', problem));
  const { user: person } = await renderApp('/users/ada');
  await person.click(await screen.findByRole('switch', { name: /^Administrator/ }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/This is you: you cannot give it back/)).toBeTruthy();
  expect(within(dialog).getByText(/create-admin/)).toBeTruthy();
  await person.click(within(dialog).getByRole('button', { name: 'Take the right' }));
  expect(await screen.findByText(/this is the last admin/)).toBeTruthy();
});

test('removing asks, and cancelling does nothing', async () => {
  let removed = 0;
  server.use(
    answers('/api/v1/users/{user}', EVE),
    http.delete('*/api/v1/users/eve', () => {
      removed += 1;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { user: person, router } = await renderApp('/users/eve');
  const button = await screen.findByRole('button', { name: 'Remove' });
  await person.click(button);
  let dialog = await screen.findByRole('dialog');
  expect(within(dialog).queryByText(/This is you/)).toBeNull();
  await person.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(removed).toBe(0);
  await person.click(button);
  dialog = await screen.findByRole('dialog');
  await person.click(within(dialog).getByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('eve is removed.')).toBeTruthy();
  expect(removed).toBe(1);
  expect(router.state.location.pathname).toBe('/users');
});

test('roles are given from the page of the user', async () => {
  const given: unknown[] = [];
  server.use(
    http.put('*/api/v1/tenants/:tenant/members/:user', async ({ request, params }) => {
      const { tenant, user: member } = params;
      given.push({ tenant, member, ...((await request.json()) as object) });
      return HttpResponse.json({ user: 'ada', role: 'viewer' });
    }),
  );
  const { user: person } = await renderApp('/users/ada');
  const field = await screen.findByRole('combobox', { name: 'Choose a tenant' });
  await person.click(field);
  // The tenant picker at the top has the same options.
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  const option = { name: 'default', hidden: true };
  await person.click(within(list as HTMLElement).getByRole('option', option));
  await person.click(screen.getByRole('button', { name: 'Add' }));
  expect(await screen.findByText('ada: Viewer in default.')).toBeTruthy();
  expect(given).toEqual([{ tenant: 'default', member: 'ada', role: 'viewer' }]);
});

test('a viewer sees who belongs to the tenant, and nothing to press', async () => {
  const tenants = [{ tenant: 'shop', role: 'viewer' as const }];
  server.use(
    answers('/api/v1/me', { ...ME, name: 'eve', isAdmin: false, tenants }),
    answers('/api/v1/tenants/{tenant}', { name: 'shop', title: 'The shop', pathPrefix: '/shop' }),
    answers('/api/v1/tenants/{tenant}/members', { items: [{ user: 'eve', role: 'viewer' }] }),
  );
  await renderApp('/tenants/shop');
  expect(await screen.findByText('Viewer')).toBeTruthy();
  expect(screen.getByText('eve')).toBeTruthy();
  for (const name of ['Edit', 'Remove', 'Add']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  expect(screen.queryByRole('link', { name: 'Users' })).toBeNull();
});

test('a tenant is made; a draft of it outlives the page', async () => {
  let sent: unknown = null;
  server.use(
    answers('/api/v1/tenants/{tenant}', { name: 'lab', title: 'Lab', pathPrefix: '/lab' }),
    answers('/api/v1/tenants/{tenant}/members', { items: [] }),
    http.put('*/api/v1/tenants/lab', async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ name: 'lab', title: 'Lab', pathPrefix: '/lab' }, { status: 201 });
    }),
  );
  const { user: person, router } = await renderApp('/tenants');
  await person.click(await screen.findByRole('button', { name: 'New tenant' }));
  await person.type(await screen.findByLabelText('Name'), 'lab');
  await person.type(screen.getByLabelText('Title'), 'Lab');
  await router.navigate({ to: '/users' });
  await screen.findByRole('table', { name: 'List of users' });
  await router.navigate({ to: '/tenants' });
  await person.click(await screen.findByRole('button', { name: 'New tenant' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByDisplayValue('Lab')).toBeTruthy();
  expect(within(dialog).getByText('Your draft from before is here again.')).toBeTruthy();
  await person.type(within(dialog).getByLabelText('Path prefix'), 'lab');
  await person.click(within(dialog).getByRole('button', { name: 'Make the tenant' }));
  expect(await screen.findByText('“Lab” is saved.')).toBeTruthy();
  expect(sent).toEqual({ title: 'Lab', pathPrefix: '/lab' });
  expect(router.state.location.pathname).toBe('/tenants/lab');
});

test('passwords at random are long and never the same', () => {
  const made = Array.from({ length: 50 }, randomPassword);
  expect(made.every((password) => /^[a-zA-Z2-9]{20}$/.test(password))).toBe(true);
  expect(new Set(made).size).toBe(50);
});
