import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, fails, ME, server } from '../../test/server';

const UNAUTHORIZED = { status: 401, title: 'Unauthorized' };

test('leads to the page that was asked for', async () => {
  let isIn = false;
  server.use(
    http.get('*/api/v1/me', () =>
      isIn ? HttpResponse.json(ME) : HttpResponse.json(UNAUTHORIZED, { status: 401 }),
    ),
    http.post('*/api/v1/sessions', () => {
      isIn = true;
      const expiresAt = '2030-01-01T00:00:00Z';
      return HttpResponse.json({ name: 'ada', csrfToken: 'x', expiresAt }, { status: 201 });
    }),
    answers('/api/v1/servers', { items: [] }),
  );
  const { user, router } = await renderApp('/servers?q=books');
  await user.type(await screen.findByLabelText('User name'), 'ada');
  await user.type(screen.getByLabelText('Password'), 'a long password');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText(/Nothing matches “books”/)).toBeTruthy();
  expect(router.state.location.href).toBe('/servers?q=books');
});

test('says what is missing, what is wrong and how long to wait', async () => {
  server.use(fails('post', '/api/v1/sessions', UNAUTHORIZED));
  const { user } = await renderApp('/sign-in');
  const button = await screen.findByRole('button', { name: 'Sign in' });
  await user.click(button);
  expect(screen.getByText('Enter your user name.')).toBeTruthy();
  await user.type(screen.getByLabelText('User name'), 'ada');
  await user.type(screen.getByLabelText('Password'), 'wrong');
  await user.click(button);
  expect(await screen.findByText('The name or the password is wrong.')).toBeTruthy();
  const tooMany = { status: 429, title: 'Too Many Requests' };
  server.use(fails('post', '/api/v1/sessions', tooMany, { 'retry-after': '7' }));
  await user.type(screen.getByLabelText('Password'), 'wrong');
  await user.click(button);
  expect(await screen.findByText(/You can try again in 7 s/)).toBeTruthy();
  expect(button.hasAttribute('disabled')).toBe(true);
});

test('offers the identity provider where there is one, and leads nowhere else', async () => {
  server.use(answers('/api/v1/sign-in', { oidc: true }));
  await renderApp('/sign-in?return_to=%2F%2Fevil.example');
  const link = await screen.findByRole('link', { name: /organization/ });
  expect(link.getAttribute('href')).toBe('/api/v1/oidc/login?return_to=%2F');
});
