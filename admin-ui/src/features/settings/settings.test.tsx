import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, SETTINGS, server } from '../../test/server';

test('tells address, stores and version, and which store cannot be used', async () => {
  server.use(
    answers('/api/v1/settings', { ...SETTINGS, configurationStore: 'postgres', streams: false }),
    answers('/readyz', { ready: true, configurationStore: 'unavailable', dataStore: 'available' }),
  );
  await renderApp('/settings');
  expect(await screen.findByText('http://127.0.0.1:10000')).toBeTruthy();
  expect(screen.getByText('PostgreSQL')).toBeTruthy();
  expect(await screen.findByText('cannot be used')).toBeTruthy();
  expect(screen.getByText('can be used')).toBeTruthy();
  expect(screen.getByText(/There is no bridge/)).toBeTruthy();
  expect(screen.getByText('0.1.0')).toBeTruthy();
});

test('a directory of files keeps no revisions', async () => {
  server.use(
    answers('/api/v1/settings', { ...SETTINGS, configurationStore: 'directory', history: false }),
    answers('/readyz', { ready: true, configurationStore: 'available', dataStore: 'available' }),
    answers('/api/v1/sign-in', { oidc: true }),
  );
  await renderApp('/settings', 'zh');
  expect(await screen.findByText('文件目录')).toBeTruthy();
  expect(screen.getByText(/它不保留修订/)).toBeTruthy();
  expect(await screen.findByText(/OpenID Connect/)).toBeTruthy();
});
