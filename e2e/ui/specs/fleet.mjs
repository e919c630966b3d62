// Nodes and how far changes are, live; settings.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { makeUser } from '../rig/api.mjs';
import { scene } from '../rig/scene.mjs';
import { world } from '../rig/world.mjs';

const SHOP = '/servers/default/fleet-shop';

const shop = (title) => ({ kind: 'Server', name: 'fleet-shop', path: '/fleet-shop', title });

scene('the fleet tells what each node has', {}, async ({ page, go, look }) => {
  await go('/fleet');
  const table = page.getByRole('table', { name: 'List of nodes' });
  await table.getByText('Up to date').first().waitFor();
  await page.getByText(/^On (\d+) of \1 connected nodes?$/).waitFor();
  await look('fleet');
  const envoy = table.getByRole('row').filter({ hasText: /Envoy \d/ });
  await envoy.getByRole('link').click();
  const streams = page.getByRole('table', { name: 'Streams' });
  await streams.getByText('Filter', { exact: true }).first().waitFor();
  assert.ok((await streams.getByText(/^Tool \d/).count()) > 0);
  await look('fleet-node');
});

scene('a change is followed without a reload', {}, async ({ page, go, call }) => {
  await go('/fleet');
  await page.getByText(/^On \d+ of \d+ connected nodes?$/).waitFor();
  for (const title of ['One', 'Two']) {
    const { revision } = await call('PUT', SHOP, shop(title));
    await page.getByRole('link', { name: `Revision ${revision}`, exact: true }).waitFor();
    await page.getByText(/^On (\d+) of \1 connected nodes?$/).waitFor();
  }
  await call('DELETE', SHOP);
});

scene('a search finds nodes and says where there is none', {}, async ({ page, go }) => {
  await go('/fleet');
  await page.getByLabel('Search nodes').fill('bridge');
  const table = page.getByRole('table', { name: 'List of nodes' });
  await table.getByText(/Envoy \d/).waitFor({ state: 'detached' });
  await table.getByText(/bridge \d/).waitFor();
  await page.getByLabel('Search nodes').fill('nothing like this');
  await page.getByText('Nothing matches “nothing like this”.').waitFor();
});

const finn = await makeUser('finn');

scene('a user without a role sees nodes, and no more', { as: finn, expects: [403] }, async (on) => {
  const { page, go } = on;
  await go('/fleet');
  await page.getByRole('table', { name: 'List of nodes' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Audit log' }).count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Users' }).count(), 0);
  await go('/audit');
  await page.getByText(/You may not do this/).waitFor();
});

scene('a node that is not there says so', {}, async ({ page, go }) => {
  await go('/fleet/nobody');
  await page.getByRole('heading', { name: 'No such node' }).waitFor();
});

scene('settings tell what runs here', {}, async ({ page, go, look }) => {
  await go('/settings');
  await page.getByText(world.gatewayUrl, { exact: true }).waitFor();
  await page.getByText('can be used').first().waitFor();
  assert.equal(await page.getByText('SQLite', { exact: true }).count(), 2);
  await look('settings');
});

for (const [language, fleet, settings] of [
  ['de', 'Flotte', 'Einstellungen'],
  ['zh', '节点', '设置'],
]) {
  scene(`fleet and settings in ${language}`, { language }, async ({ page, go, look }) => {
    await go('/fleet');
    await page.getByRole('heading', { name: fleet, exact: true }).waitFor();
    await look(`fleet-${language}`);
    await go('/settings');
    await page.getByRole('heading', { name: settings, exact: true }).waitFor();
  });
}

scene('an Envoy that refuses something says why, live', {}, async ({ page, go, look }) => {
  await go('/fleet');
  await page.getByText(/^On (\d+) of \1 connected nodes?$/).waitFor();
  const flags = ['--service-node', 'spare', '--service-cluster', 'e2e', '--concurrency', '1'];
  const file = ['--config-path', process.env.PORTICO_BOOTSTRAP];
  const quiet = ['--disable-hot-restart', '--log-level', 'off'];
  const stdio = 'ignore';
  const envoy = spawn(process.env.PORTICO_ENVOY, [...file, ...flags, ...quiet], { stdio });
  const table = page.getByRole('table', { name: 'List of nodes' });
  const row = table.getByRole('row').filter({ hasText: 'spare' });
  try {
    await row.getByText('Refuses 1 resource').waitFor();
    await page.getByText(/has duplicate address/).waitFor();
    await page.getByText(/· 1 refuses? something$/).waitFor();
    await look('fleet-refused', { isLive: true });
    await row.getByRole('link').click();
    await page.getByRole('table', { name: 'Streams' }).waitFor();
    await page.getByText(/has duplicate address/).first().waitFor();
    await look('fleet-node-refused');
    await page.goBack();
  } finally {
    envoy.kill('SIGKILL');
  }
  await row.getByText('Not connected').waitFor();
});
