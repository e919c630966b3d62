import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp } from '../../../test/render-app';
import { answers, fails, ME, server } from '../../../test/server';
import type { ImportBody } from '../model';
import { PREVIEW } from '../preview-of-tests';
import { change, LAST } from './last-import-of-tests';

const text = (value: string) => value as never;

const CHANGES = [
  change('list_pets', {
    path: 'description',
    by: 'both',
    taken: 'here',
    base: text('Lists pets.'),
    source: text('Lists all pets.'),
    here: text('Our words.'),
  }),
  change('add_pet', {
    path: 'title',
    base: text('Add'),
    here: text('Add'),
    source: text('Add a pet'),
  }),
  change('list_toys', { source: { name: 'list_toys' } as never }),
  change('feed_pet', { base: { name: 'feed_pet' } as never, here: { name: 'feed_pet' } as never }),
];

const PATH = '/imports/default/pets';

let previewed: ImportBody[] = [];
let applied: ImportBody[] = [];

beforeEach(() => {
  [previewed, applied] = [[], []];
  const tools = ['list_pets', 'add_pet', 'feed_pet', 'same'].map((name) => ({ name }));
  const looked = { ...PREVIEW, documents: [PREVIEW.documents[1]], changes: CHANGES };
  server.use(
    answers('/api/v1/imports/{tenant}/{name}', LAST),
    answers('/api/v1/imports', { items: [LAST] }),
    http.get('*/api/v1/servers/default/pets', () => HttpResponse.json({ name: 'pets', tools })),
    http.post('*/api/v1/imports/preview', async ({ request }) => {
      previewed.push((await request.json()) as ImportBody);
      return HttpResponse.json(looked);
    }),
    http.post('*/api/v1/imports', async ({ request }) => {
      applied.push((await request.json()) as ImportBody);
      const changed = [{ kind: 'Server', tenant: 'default', name: 'pets' }];
      return HttpResponse.json({ revision: 8, changed, report: PREVIEW.report });
    }),
    answers('/api/v1/revisions/{number}/progress', {
      revision: 8,
      nodes: 2,
      reached: 2,
      ageMs: 5,
      refusing: 0,
      missing: [],
    }),
  );
});

async function review() {
  const app = await renderApp(PATH);
  await app.user.click(await screen.findByRole('button', { name: 'Fetch it again' }));
  await screen.findByText('Changed on both sides (1)');
  return app;
}

test('the imports page lists earlier imports, each to be updated', async () => {
  await renderApp('/imports');
  const link = await screen.findByRole('link', { name: 'Update pets from its description' });
  expect(link.getAttribute('href')).toBe(PATH);
  expect(screen.getByText('https://pets.example.com/openapi.json')).toBeTruthy();
  expect(screen.getByText('3 tools')).toBeTruthy();
});

test('who may not edit sees earlier imports and changes nothing', async () => {
  const tenants = [{ tenant: 'default', role: 'viewer' as const }];
  server.use(answers('/api/v1/me', { ...ME, isAdmin: false, tenants }));
  await renderApp('/imports');
  expect(await screen.findByText('3 tools')).toBeTruthy();
  expect(screen.queryByText('Update')).toBeNull();
});

test('what is new, gone, contested and unchanged stands apart', async () => {
  const { user } = await review();
  expect(previewed[0]).toMatchObject({ url: LAST.url, mode: 'update', choices: {} });
  expect(screen.getByText('New in the description (1)')).toBeTruthy();
  expect(screen.getByText('No longer in the description (1)')).toBeTruthy();
  expect(screen.getByText('Changed by the description (1)')).toBeTruthy();
  // A conflict is open at once, with both sides.
  expect(screen.getByText('Our words.')).toBeTruthy();
  expect(screen.getByText('Lists all pets.')).toBeTruthy();
  await user.click(screen.getByText('1 tool is unchanged'));
  expect(await screen.findByText('same')).toBeTruthy();
});

test('sides are chosen, tried and applied as one change', async () => {
  const { user } = await review();
  expect(screen.getByText('Changes to be made here: 3.')).toBeTruthy();
  const contested = screen.getByLabelText('Which side of list_pets description to take');
  await user.click(within(contested).getByText('The description’s'));
  const gone = screen.getByLabelText('Which side of feed_pet to take');
  await user.click(within(gone).getByText('Keep it'));
  await user.click(screen.getByRole('button', { name: 'Dry run' }));
  expect(await screen.findByText('Server pets')).toBeTruthy();
  expect(applied).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Apply as one change' }));
  expect(await screen.findByText('pets is up to date')).toBeTruthy();
  expect(await screen.findByText(/2 of 2/)).toBeTruthy();
  expect(applied[0]?.choices).toEqual({
    'Server pets/list_pets/description': 'source',
    'Server pets/feed_pet/': 'here',
  });
});

test('what was chosen outlives a reload', async () => {
  const { user, unmount } = await review();
  const added = screen.getByLabelText('Which side of list_toys to take');
  await user.click(within(added).getByText('Leave it out'));
  unmount();
  await review();
  expect(screen.getByText('Changes to be made here: 2.')).toBeTruthy();
});

test('a description that says the same is remembered without a change', async () => {
  server.use(
    http.post('*/api/v1/imports/preview', () => HttpResponse.json({ ...PREVIEW, documents: [] })),
    http.post('*/api/v1/imports', () =>
      HttpResponse.json({ revision: 7, changed: [], report: PREVIEW.report }),
    ),
  );
  const { user } = await renderApp(PATH);
  await user.click(await screen.findByRole('button', { name: 'Fetch it again' }));
  expect(await screen.findByText(/says what it said at the last import/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Remember this description' }));
  expect(await screen.findByText('Nothing had to change')).toBeTruthy();
});

test('what cannot be fetched says why, and the address can be another', async () => {
  const errors = [{ path: 'url', message: 'the address answers 404' }];
  const problem = { status: 422, title: 'Invalid', errors };
  server.use(fails('post', '/api/v1/imports/preview', problem));
  const { user } = await renderApp(PATH);
  await user.click(await screen.findByRole('button', { name: 'Fetch it again' }));
  expect(await screen.findByText(/the address answers 404/)).toBeTruthy();
  await user.type(screen.getByLabelText('Address of the description'), '2');
  expect(screen.getByRole('button', { name: 'Read it' })).toBeTruthy();
});

test('a server that was never imported says what to do', async () => {
  server.use(fails('get', '/api/v1/imports/{tenant}/{name}', { status: 404, title: 'Not Found' }));
  await renderApp(PATH);
  const title = 'No import of pets is on record';
  await waitFor(() => expect(screen.getByText(title)).toBeTruthy());
});
