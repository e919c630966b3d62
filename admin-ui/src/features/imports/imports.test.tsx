import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp } from '../../test/render-app';
import { answers, fails, server } from '../../test/server';
import type { ImportBody } from './model';
import { PREVIEW } from './preview-of-tests';

const TEXT = 'openapi: 3.1.0';

let previewed: ImportBody[] = [];
let imported: ImportBody[] = [];

beforeEach(() => {
  [previewed, imported] = [[], []];
  server.use(
    answers('/api/v1/upstreams', { items: [] }),
    answers('/api/v1/imports', { items: [] }),
    http.post('*/api/v1/imports/preview', async ({ request }) => {
      previewed.push((await request.json()) as ImportBody);
      return HttpResponse.json(PREVIEW);
    }),
    http.post('*/api/v1/imports', async ({ request }) => {
      imported.push((await request.json()) as ImportBody);
      const changed = [{ kind: 'Upstream', tenant: 'default', name: 'pets' }];
      return HttpResponse.json({ revision: 7, changed, report: PREVIEW.report });
    }),
    http.get('*/api/v1/servers/default/pets', () => HttpResponse.json(PREVIEW.documents[1])),
  );
});

async function review() {
  const app = await renderApp('/imports');
  const input = await waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('input[type=file]');
    if (found === null) throw new Error('no place for a file');
    return found;
  });
  await app.user.upload(input, new File([TEXT], 'pets.yaml'));
  await screen.findByText('2 of 3 operations can become tools.');
  return app;
}

test('a file is previewed, narrowed down, renamed and imported', async () => {
  const { user } = await review();
  expect(previewed).toEqual([{ text: TEXT, options: { tenant: 'default' } }]);
  expect(screen.getByText('HEAD has no body to give')).toBeTruthy();
  expect(screen.getByText('API key in the header')).toBeTruthy();
  expect(screen.getByText('X-Key')).toBeTruthy();
  await user.click(screen.getByLabelText('Choose POST /pets'));
  const name = screen.getByLabelText('Name of the tool for GET /pets');
  await user.clear(name);
  await user.type(name, 'find_pets');
  await user.click(screen.getByRole('button', { name: 'Import' }));
  expect(await screen.findByText('pets is a server now')).toBeTruthy();
  expect(await screen.findByText('http://127.0.0.1:10000/pets/mcp')).toBeTruthy();
  expect(imported[0]?.options).toMatchObject({
    operations: ['GET /pets'],
    rename: { 'GET /pets': 'find_pets' },
  });
});

test('each tool can be looked into, with its warnings', async () => {
  const { user } = await review();
  await user.click(screen.getByLabelText('Details of GET /pets'));
  expect(await screen.findByText('a header is left out')).toBeTruthy();
  expect(screen.getByText('limit')).toBeTruthy();
});

test('a dry run says what would change, and stores nothing', async () => {
  const { user } = await review();
  await user.click(screen.getByRole('button', { name: 'Dry run' }));
  const outcome = await screen.findByText('It can be imported like this');
  expect(outcome).toBeTruthy();
  expect(screen.getByText('Server pets')).toBeTruthy();
  expect(imported).toEqual([]);
});

test('two tools of one name cannot be imported', async () => {
  const { user } = await review();
  const name = screen.getByLabelText('Name of the tool for POST /pets');
  await user.clear(name);
  await user.type(name, 'list_pets');
  expect(screen.getAllByText('Another tool has this name.')).toHaveLength(2);
  expect(screen.getByRole('button', { name: 'Import' }).hasAttribute('disabled')).toBe(true);
});

test('a server that is there is replaced only where one says so', async () => {
  server.use(fails('post', '/api/v1/imports', { status: 412, title: 'Precondition Failed' }));
  const { user } = await review();
  await user.click(screen.getByRole('button', { name: 'Import' }));
  const alert = await screen.findByText('There is a server of this name already');
  expect(alert).toBeTruthy();
  await user.click(screen.getByText('Take its place'));
  await waitFor(() => expect(previewed.at(-1)?.mode).toBe('replace'));
});

test('what cannot be read says why', async () => {
  const errors = [{ path: 'text', message: 'this is no description that can be imported' }];
  const problem = { status: 422, title: 'Invalid', errors };
  server.use(fails('post', '/api/v1/imports/preview', problem));
  const { user } = await renderApp('/imports');
  await user.click(await screen.findByRole('tab', { name: 'Paste' }));
  fireEvent.change(screen.getByLabelText('Description'), { target: { value: 'hello: world' } });
  await user.click(screen.getByRole('button', { name: 'Read it' }));
  expect(await screen.findByText('The description cannot be read')).toBeTruthy();
  expect(screen.getByText(/no description that can be imported/)).toBeTruthy();
});

test('a welcome begins with the sample, wherever the bookshop is', async () => {
  const { user } = await renderApp('/welcome');
  const address = await screen.findByLabelText('Address of the bookshop’s API');
  await user.clear(address);
  await user.type(address, 'http://127.0.0.1:4711');
  await user.click(screen.getByRole('button', { name: 'Start with the sample' }));
  await screen.findByText('2 of 3 operations can become tools.');
  expect(previewed[0]?.text).toContain('- url: http://127.0.0.1:4711\n');
  const steps = screen.getByText('Tools', { selector: 'span' });
  expect(within(steps).getByText('Tools')).toBeTruthy();
});

test('where nothing is yet, the first page is the welcome', async () => {
  server.use(answers('/api/v1/servers', { items: [] }));
  const { router } = await renderApp('/');
  expect(await screen.findByText('Welcome to Portico')).toBeTruthy();
  expect(router.state.location.pathname).toBe('/welcome');
});
