// Every page as it loads while the control plane takes its time: nothing moves that somebody may be
// reading. Then the pictures of the guide.
import assert from 'node:assert/strict';
import { session } from '../rig/api.mjs';
import { NARROW, picture, WIDE } from '../rig/look.mjs';
import { scene } from '../rig/scene.mjs';
import { shiftComplaints } from '../rig/shift.mjs';
import { world } from '../rig/world.mjs';

const { call } = await session(world.admin);

/** Something to see on every page. */
async function furnish() {
  await call('PUT', '/tenants/lab', { title: 'The lab', pathPrefix: '/lab' });
  await call('POST', '/users', { name: 'ada', password: 'a password of scenes', isAdmin: false });
  await call('PUT', '/tenants/lab/members/ada', { role: 'editor' });
  const key = { kind: 'Secret', name: 'weather-key', value: 'hunter2' };
  await call('PUT', '/secrets/default/weather-key', key);
  await call('PUT', '/upstreams/default/weather-api', {
    kind: 'Upstream',
    name: 'weather-api',
    url: 'https://api.weather.example/v2',
    credential: { secret: 'weather-key', header: 'X-Api-Key' },
  });
  const forecast = {
    name: 'get_forecast',
    title: 'Forecast',
    description: 'Gives the forecast of a city for the next days.',
    annotations: { readOnlyHint: true },
    inputSchema: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer' } },
      required: ['city'],
    },
    http: { upstream: 'weather-api', path: '/cities/{city}/forecast' },
  };
  const weather = { kind: 'Server', name: 'weather', path: '/weather', title: 'Weather' };
  await call('PUT', '/servers/default/weather?reason=first+tool', { ...weather, tools: [forecast] });
  const changed = { ...forecast, description: 'Gives the forecast of a city for up to ten days.' };
  const { revision } = await call('PUT', '/servers/default/weather?reason=ten+days+now', {
    ...weather,
    tools: [changed],
  });
  await call('PUT', '/providers/default/models', {
    title: 'Models',
    kind: 'openai',
    baseUrl: process.env.PORTICO_MODEL_URL,
    defaultModel: 'bookseller',
    models: ['bookseller', 'call', 'echo'],
    credential: { type: 'none' },
  });
  const conversation = await call('POST', '/conversations', {
    tenant: 'default',
    provider: 'models',
    model: 'bookseller',
    settings: { servers: [{ name: 'bookshop' }] },
  });
  return { revision, conversation: conversation.id };
}

const { revision, conversation } = await furnish();

const PAGES = [
  '/servers',
  '/servers/default/bookshop',
  '/servers/default/weather/edit',
  '/servers/new',
  '/upstreams',
  '/upstreams/default/weather-api',
  '/upstreams/default/weather-api/edit',
  '/secrets',
  '/secrets/default/weather-key',
  '/imports',
  '/welcome',
  '/playground',
  '/chat',
  `/chat/${conversation}`,
  '/providers',
  '/providers/new',
  '/fleet',
  '/history',
  `/history/${revision}`,
  '/history/documents/servers/default/weather',
  '/audit',
  '/users',
  '/users/ada',
  '/tenants',
  '/tenants/lab',
  '/profile',
  '/settings',
];

/** Each kind of answer takes another time, and it is the same one each time. */
function delayOf(url) {
  const letters = [...new URL(url).pathname].map((letter) => letter.charCodeAt(0));
  return 50 + (letters.reduce((sum, code) => (sum * 31 + code) % 997, 7) % 6) * 80;
}

/** Time in which what is late comes, and what moves then has moved. */
const LATE = 700;

async function loadSlowly(page, path) {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForTimeout(LATE);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  return (await shiftComplaints(page)).map((complaint) => `${path}: ${complaint}`);
}

for (const [kind, size] of [
  ['wide', WIDE],
  ['narrow', NARROW],
]) {
  scene(`nothing moves while pages load, ${kind}`, {}, async ({ page }) => {
    await page.route('**/api/v1/**', async (route) => {
      await new Promise((done) => setTimeout(done, delayOf(route.request().url())));
      await route.continue();
    });
    await page.setViewportSize(size);
    const complaints = [];
    for (const path of PAGES) complaints.push(...(await loadSlowly(page, path)));
    // What is under way as the scene ends is not answered any more.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    assert.deepEqual(complaints, []);
  });
}

scene('nothing moves as the sign-in page loads', { as: null, expects: [401] }, async ({ page }) => {
  assert.deepEqual(await loadSlowly(page, '/sign-in'), []);
});

scene('pictures of servers', {}, async ({ page, go }) => {
  await go('/servers');
  await page.getByText(/^Live on 1 of 1/).nth(1).waitFor();
  await picture(page, 'servers');
  await page.getByRole('link', { name: 'Demo bookshop' }).click();
  await page.getByText('https://mcp.example.com/bookshop/mcp', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^list_books/ }).click();
  await page.getByText('GET /books', { exact: true }).waitFor();
  await picture(page, 'server');
});

scene('a picture of the playground', {}, async ({ page, go }) => {
  await go('/playground?tenant=default&server=bookshop&part=tool:list_books');
  await page.getByRole('combobox', { name: 'genre' }).click();
  await page.getByRole('option', { name: 'crime' }).click();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText(/^OK · HTTP 200/).waitFor();
  await picture(page, 'playground');
});

scene('a picture of the chat lab', {}, async ({ page, go }) => {
  await go(`/chat/${conversation}`);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('Which crime books do you have?');
  await field.press('Enter');
  const card = page.getByRole('region', { name: 'Call of list_books' });
  await card.getByRole('button', { name: 'Run it' }).click();
  await page.getByRole('cell', { name: 'A Study in Scarlet' }).waitFor();
  await page.getByText(/tokens in/).first().waitFor();
  // Folded, so that all of the answer is to be seen.
  await card.getByText('Done').click();
  await page.getByRole('heading', { level: 1 }).click();
  await picture(page, 'chat');
  await picture(page, 'chat-dark', { colorScheme: 'dark' });
});

scene('a picture of an import', {}, async ({ page, go }) => {
  await go('/welcome');
  await page.getByRole('button', { name: 'Start with the sample' }).click();
  await page.getByText('7 of 7 operations can become tools.').waitFor();
  await picture(page, 'import');
});

scene('pictures of fleet and history', {}, async ({ page, go }) => {
  await go('/fleet');
  await page.getByText(/^On (\d+) of \1 connected nodes?/).waitFor();
  await picture(page, 'fleet');
  await go(`/history/${revision}`);
  await page.getByRole('row').filter({ hasText: 'up to ten days' }).first().waitFor();
  await picture(page, 'history');
});
