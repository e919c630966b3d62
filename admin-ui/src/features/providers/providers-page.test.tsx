import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, server } from '../../test/server';
import type { Provider } from '../chat/model';

const PROVIDER: Provider = {
  tenant: 'default',
  name: 'scripted',
  title: 'Scripted',
  kind: 'openai',
  baseUrl: 'http://127.0.0.1:8099/v1',
  defaultModel: 'echo',
  models: ['echo', 'call'],
  credential: { type: 'key' },
  updatedAt: '2026-11-22T12:00:00Z',
};

test('a provider is tested, then saved with a key that is only written', async () => {
  const requests: unknown[] = [];
  server.use(
    answers('/api/v1/providers', { items: [] }),
    http.post('*/api/v1/providers/default/my-models/test', async ({ request }) => {
      requests.push(await request.json());
      return HttpResponse.json({ models: ['a', 'b'], error: null, durationMs: 12 });
    }),
    http.put('*/api/v1/providers/default/my-models', async ({ request }) => {
      requests.push(await request.json());
      return HttpResponse.json(PROVIDER);
    }),
  );
  const { user } = await renderApp('/providers?new=true');
  await user.type(await screen.findByLabelText(/^Title/), 'My models');
  expect((screen.getByLabelText(/^Name/) as HTMLInputElement).value).toBe('my-models');
  await user.type(screen.getByLabelText(/^API key/), 'hunter2');
  await user.click(screen.getByRole('button', { name: 'Test' }));
  expect(await screen.findByText('It works: 2 models in 12 ms.')).toBeTruthy();
  await user.click(screen.getByText('Offer all 2 listed models'));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(requests).toHaveLength(2));
  const saved = {
    title: 'My models',
    kind: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    credential: { type: 'key', key: 'hunter2' },
  };
  expect(requests[0]).toMatchObject({ draft: saved });
  expect(requests[1]).toEqual({ ...saved, defaultModel: 'a', models: ['b'] });
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('hunter2');
});

test('an edit keeps the key, and a failure of the test says what to do', async () => {
  server.use(
    answers('/api/v1/providers', { items: [PROVIDER] }),
    http.post('*/api/v1/providers/default/scripted/test', async ({ request }) => {
      const { draft } = (await request.json()) as { draft: { credential: unknown } };
      expect(draft.credential).toEqual({ type: 'keep' });
      const error = { kind: 'unauthorized', message: 'HTTP 401', advice: 'Enter the key.' };
      return HttpResponse.json({ models: null, error, durationMs: 3 });
    }),
  );
  const { user } = await renderApp('/providers', 'de');
  await user.click(await screen.findByRole('button', { name: 'Bearbeiten: Scripted' }));
  await user.click(await screen.findByRole('button', { name: 'Testen' }));
  expect(await screen.findByText('Der Anbieter nimmt den Schlüssel nicht an')).toBeTruthy();
});
