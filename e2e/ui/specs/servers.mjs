// The list of servers and one of them.
import assert from 'node:assert/strict';
import { copied } from '../rig/clipboard.mjs';
import { scene } from '../rig/scene.mjs';
import { world } from '../rig/world.mjs';

scene('the list tells what is live', {}, async ({ page, go, look }) => {
  await go('/');
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
  await page.getByText('Live on 1 of 1 node').first().waitFor();
  await look('servers-table');
  await page.getByText('Cards', { exact: true }).click();
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
  await look('servers-cards');
});

scene('a change shows without a reload', {}, async ({ page, go, call }) => {
  await go('/servers');
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
  const path = '/servers/default/fresh';
  await call('PUT', path, { kind: 'Server', name: 'fresh', path: '/fresh', title: 'Fresh one' });
  await page.getByRole('link', { name: 'Fresh one' }).waitFor();
  await call('DELETE', path);
  await page.getByRole('link', { name: 'Fresh one' }).waitFor({ state: 'detached' });
});

scene('a search finds and says where there is nothing', {}, async ({ page, go }) => {
  await go('/servers');
  await page.getByLabel('Search servers').fill('nothing like this');
  await page.getByText('Nothing matches “nothing like this”.').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
});

scene('a server shows its endpoint and set-ups that work', {}, async ({ page, go, look }) => {
  await go('/servers');
  await page.getByRole('link', { name: 'Demo bookshop' }).click();
  await page.getByRole('heading', { name: 'Demo bookshop' }).waitFor();
  const url = `${world.gatewayUrl}/bookshop/mcp`;
  await page.getByText(url, { exact: true }).waitFor();
  await page.getByText(`${world.gatewayUrl}/bookshop/sse`, { exact: true }).waitFor();
  await page.getByRole('button', { name: /^list_books/ }).click();
  await page.getByText('GET /books', { exact: true }).waitFor();
  await look('server');
  await page.getByRole('tab', { name: 'Claude Code' }).click();
  assert.equal(await copied(page, 'Claude Code'), `claude mcp add --transport http bookshop ${url}`);
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(ping) });
  assert.equal(answer.status, 200);
});

scene('a server that is not there says so', { expects: [404] }, async ({ page, go }) => {
  await go('/servers/default/nothing');
  await page.getByText(/It is not there, or no longer/).waitFor();
});
