import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { components } from '../../api/schema';
import { renderApp } from '../../test/render-app';
import { answers, server } from '../../test/server';
import { documentOf, formOf, isIncomplete } from './model';

type SecretItem = components['schemas']['SecretItem'];

const KEY: SecretItem = {
  tenant: 'default',
  name: 'petstore-key',
  etag: '1',
  revision: 3,
  sealed: true,
  usedBy: ['petstore'],
  errors: [],
};

const FROM_ENV: SecretItem = { ...KEY, name: 'other', sealed: false, from: 'env:KEY', usedBy: [] };

const SEALED = { kind: 'Secret', tenant: 'default', name: 'petstore-key', sealed: '[sealed]' };

let put: unknown[] = [];

beforeEach(() => {
  put = [];
  server.use(
    answers('/api/v1/secrets', { items: [KEY, FROM_ENV] }),
    http.get('*/api/v1/secrets/default/petstore-key', () =>
      HttpResponse.json(SEALED, { headers: { etag: '"1"' } }),
    ),
    http.put('*/api/v1/secrets/default/:name', async ({ request }) => {
      put.push(await request.json());
      return HttpResponse.json({ revision: 4, changed: [] });
    }),
  );
});

test('the list says where values are, and no value', async () => {
  await renderApp('/secrets');
  expect((await screen.findAllByText('stored, encrypted')).length).toBeGreaterThan(0);
  expect(screen.getAllByText('KEY').length).toBeGreaterThan(0);
  expect(screen.getAllByText('no upstream').length).toBeGreaterThan(0);
});

test('a new value replaces the stored one, which was never shown', async () => {
  const { user } = await renderApp('/secrets/default/petstore-key');
  const value: HTMLInputElement = await screen.findByLabelText(/New value/);
  expect(value.value).toBe('');
  expect(value.type).toBe('password');
  const save = screen.getByRole('button', { name: 'Save' });
  expect(save.hasAttribute('disabled')).toBe(true);
  await user.type(value, 'hunter2');
  await user.click(save);
  await waitFor(() => expect(put).toHaveLength(1));
  const { sealed: _, ...named } = SEALED;
  expect(put[0]).toEqual({ ...named, value: 'hunter2' });
  expect(Object.values({ ...sessionStorage }).join('')).not.toContain('hunter2');
});

test('a new secret may come from an environment variable', async () => {
  const { user, router } = await renderApp('/secrets/new');
  await user.type(await screen.findByLabelText(/^Name/), 'other');
  await user.click(screen.getByLabelText('An environment variable of the control plane'));
  await user.type(screen.getByLabelText(/^Environment variable/), 'PETSTORE_KEY');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/secrets'));
  const from = { env: 'PETSTORE_KEY' };
  expect(put).toEqual([{ kind: 'Secret', tenant: 'default', name: 'other', from }]);
});

test('a stored value is kept where none is typed', () => {
  const form = formOf(SEALED);
  expect(documentOf(form)).toEqual(SEALED);
  expect(isIncomplete(form)).toBe(false);
  expect(documentOf({ ...form, value: 'new' })).not.toHaveProperty('sealed');
  expect(isIncomplete({ ...form, isSealed: false })).toBe(true);
  const file = { ...SEALED, sealed: undefined, from: { file: '/run/key' } };
  expect(documentOf(formOf(file))).toMatchObject({ from: { file: '/run/key' } });
});
