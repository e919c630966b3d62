// From an empty store to a tool that answers, as the first user goes; then the same without a mouse.
import assert from 'node:assert/strict';
import { copied } from '../rig/clipboard.mjs';
import { press, tabTo, type } from '../rig/keyboard.mjs';
import { scene } from '../rig/scene.mjs';
import { world } from '../rig/world.mjs';

const TWO_MINUTES = 120_000;
const SERVER = 'sample-bookshop';

scene('the first user gets to a tool that answers', { as: null, expects: [401] }, async (on) => {
  const { page, go, look } = on;
  const begin = Date.now();
  await go('/');
  await page.getByLabel('User name').fill(world.admin.name);
  await page.getByLabel('Password', { exact: true }).fill(world.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/welcome');
  await page.getByLabel('Address of the bookshop’s API').fill(world.demoUrl);
  await page.getByRole('button', { name: 'Start with the sample' }).click();
  await page.getByText('7 of 7 operations can become tools.').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText(`${SERVER} is a server now`).waitFor();
  const url = `${world.gatewayUrl}/${SERVER}/mcp`;
  await page.getByText(url, { exact: true }).first().waitFor();
  for (const client of ['Claude Code', 'VS Code', 'Cursor', 'MCP Inspector']) {
    await page.getByRole('tab', { name: client }).click();
    await page.getByRole('tabpanel', { name: client }).getByText(url).first().waitFor();
    const setUp = await copied(page, client);
    assert.ok(setUp.includes(url), `${client}: ${setUp}`);
  }
  await page.getByRole('link', { name: 'Try it' }).click();
  await page.getByRole('heading', { name: 'Playground' }).waitFor();
  await page.getByRole('combobox', { name: 'Tool, prompt or resource' }).click();
  await page.getByRole('option', { name: 'get_book' }).click();
  await page.getByRole('textbox', { name: 'bookId' }).fill('1');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText(/^OK · HTTP 200/).waitFor();
  await page.getByText('The Time Machine').first().waitFor();
  assert.ok(Date.now() - begin < TWO_MINUTES, 'it takes less than two minutes');
  await look('first-call');
});

scene('after that, the console begins with the servers', {}, async ({ page, go }) => {
  await go('/');
  await page.waitForURL('**/servers');
  await page.getByText('Live on 1 of 1 node').waitFor();
});

scene('the keyboard alone signs in, finds a tool and calls it', { as: null, expects: [401] }, async (on) => {
  const { page, go } = on;
  await go('/');
  await type(page, page.getByLabel('User name'), world.admin.name);
  await type(page, page.getByLabel('Password', { exact: true }), world.admin.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Servers', exact: true }).waitFor();
  await press(page, page.getByRole('link', { name: SERVER }).or(page.getByRole('link', { name: 'Bookshop' })).first());
  await press(page, page.getByRole('button', { name: /^get_book/ }));
  await press(page, page.getByRole('link', { name: 'Try get_book' }));
  await type(page, page.getByRole('textbox', { name: 'bookId' }), '2');
  await press(page, page.getByRole('button', { name: 'Call', exact: true }));
  await page.getByText(/^OK · HTTP 200/).waitFor();
  // The tabs of the answer go by arrows.
  await tabTo(page, page.getByRole('tab', { name: 'Result' }));
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'Result', selected: false }).waitFor();
});
