// A description that was imported changes, and so did what it became: both sides are put together.
import assert from 'node:assert/strict';
import { scene } from '../rig/scene.mjs';

const SERVER = '/servers/default/orders';

function description(paths) {
  const info = { title: 'Orders', version: '1' };
  const servers = [{ url: 'https://orders.example.com' }];
  return JSON.stringify({ openapi: '3.0.3', info, servers, paths });
}

const operation = (operationId, summary) => ({ operationId, summary });

const BEFORE = description({
  '/orders': { get: operation('listOrders', 'List orders'), post: operation('addOrder', 'Add') },
  '/orders/open': { get: operation('openOrders', 'List open orders') },
});

const AFTER = description({
  '/orders': {
    get: operation('listOrders', 'List orders, newest first'),
    post: operation('addOrder', 'Place an order'),
  },
  '/orders/late': { get: operation('lateOrders', 'List late orders') },
});

async function describeTool(call, name, text) {
  const stored = await call('GET', SERVER);
  const tool = stored.tools.find((one) => one.name === name);
  tool.description = text;
  await call('PUT', SERVER, stored);
}

scene('a later description is put together with edits made here', {}, async (on) => {
  const { page, go, look, call } = on;
  await call('POST', '/imports', { text: BEFORE, options: {} });
  await describeTool(call, 'listOrders', 'Ours: lists orders.');

  await go('/imports');
  await page.getByRole('link', { name: 'Update orders from its description' }).click();
  await page.getByRole('heading', { name: 'Update orders' }).waitFor();
  await page.getByRole('tab', { name: 'Paste' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill(AFTER);
  await page.getByRole('button', { name: 'Read it' }).click();

  const conflict = page.getByRole('region', { name: 'Changed on both sides' });
  await conflict.getByText('Ours: lists orders.').waitFor();
  await conflict.getByText('List orders, newest first').first().waitFor();
  await page.getByRole('region', { name: 'Changed by the description' }).waitFor();
  const late = page.getByLabel('Which side of lateOrders to take');
  await late.getByText('Add it').click();
  const open = page.getByLabel('Which side of openOrders to take');
  await open.getByText('Delete it').click();
  await look('import-update');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('Server orders').waitFor();
  // Nothing has happened yet.
  assert.equal((await call('GET', SERVER)).tools.length, 3);

  await page.getByRole('button', { name: 'Apply as one change' }).click();
  await page.getByText('orders is up to date').waitFor();
  const { tools } = await call('GET', SERVER);
  const descriptions = Object.fromEntries(tools.map((tool) => [tool.name, tool.description]));
  assert.deepEqual(descriptions, {
    listOrders: 'Ours: lists orders.',
    addOrder: 'Place an order',
    lateOrders: 'List late orders',
  });
  await look('import-updated');

  // The next time starts from what the description says now.
  await go('/imports/default/orders');
  await page.getByRole('tab', { name: 'Paste' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill(AFTER);
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('region', { name: 'Edited here' }).waitFor();
  assert.equal(await conflict.count(), 0);
});

scene('a server that was never imported says so', { expects: [404] }, async ({ page, go }) => {
  await go('/imports/default/bookshop');
  await page.getByText('No import of bookshop is on record').waitFor();
  await page.getByRole('link', { name: 'To the imports' }).click();
  await page.getByText('Drop a description here, or choose a file.').waitFor();
});

for (const [language, title] of [
  ['de', 'Frühere Importe'],
  ['zh', '以前的导入'],
]) {
  scene(`earlier imports speak ${language}`, { language }, async ({ page, go }) => {
    await go('/imports');
    await page.getByRole('heading', { name: title }).waitFor();
  });
}
