// Calling tools, prompts and resources by hand.
import assert from 'node:assert/strict';
import { makeUser } from '../rig/api.mjs';
import { copied } from '../rig/clipboard.mjs';
import { scene } from '../rig/scene.mjs';
import { untilValue } from '../rig/value.mjs';
import { world } from '../rig/world.mjs';

const PLAYGROUND = '/playground?tenant=default&server=bookshop';

/** Chooses a value of one of Mantine's selects. */
async function choose(page, label, option) {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

scene('a form calls a tool, and every step is shown', {}, async ({ page, go, look }) => {
  await go('/playground');
  await page.getByRole('combobox', { name: 'Server', exact: true }).waitFor();
  await page.getByText('Nothing called yet').waitFor();
  await look('playground');
  await choose(page, 'genre', 'crime');
  await page.getByRole('textbox', { name: 'limit' }).fill('1');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText(/^OK · HTTP 200/).waitFor();
  await page.getByRole('region', { name: 'Structured content' }).getByText('total').waitFor();
  await look('playground-result');
  await page.getByRole('tab', { name: 'Request to the API' }).click();
  await page.getByText(`GET ${world.demoUrl}/books?genre=crime&limit=1`).waitFor();
  await look('playground-request');
  await page.getByRole('tab', { name: 'MCP messages' }).click();
  await page.getByText('mcp-protocol-version: 2026-07-28').waitFor();
  await look('playground-messages');
  await page.getByRole('tab', { name: 'Times' }).click();
  await page.getByText('Wait for the answer').waitFor();
  await look('playground-times');
  const history = page.getByRole('list', { name: 'History' });
  await history.getByText('list_books').waitFor();
  await page.reload();
  await history.getByRole('button', { name: /list_books/ }).click();
  await untilValue(page.getByRole('textbox', { name: 'limit' }), '1');
});

scene('the copied command calls the gateway', {}, async ({ page, go }) => {
  await go(`${PLAYGROUND}&part=tool:get_book`);
  await page.getByRole('textbox', { name: 'bookId' }).fill('1');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText(/^OK · HTTP 200/).waitFor();
  const command = await copied(page, 'as a curl command');
  assert.match(command, new RegExp(`^curl -sS '${world.gatewayUrl}/bookshop/mcp'`));
  // The same as a request of this process.
  const url = /'(http[^']*)'/.exec(command)[1];
  const headers = [...command.matchAll(/-H '([^:]*): ([^']*)'/g)].map(([, name, value]) => [name, value]);
  const body = /--data-raw '(.*)'$/s.exec(command)[1];
  const answer = await fetch(url, { method: 'POST', headers, body });
  const { result } = await answer.json();
  assert.equal(result.structuredContent.id, 1);
});

scene('nested arguments, in a form and as JSON', {}, async ({ page, go, look }) => {
  await go(`${PLAYGROUND}&part=tool:place_order`);
  const customer = page.getByRole('group', { name: 'customer' });
  await customer.getByRole('textbox', { name: 'name' }).fill('Ada');
  await customer.getByRole('textbox', { name: 'email' }).fill('ada@example.com');
  await page.getByRole('button', { name: 'Add to lines' }).click();
  await page.getByRole('textbox', { name: 'bookId' }).fill('2');
  await page.getByRole('textbox', { name: 'quantity' }).fill('1');
  await page.getByRole('button', { name: 'Add to delivery' }).click();
  await page.getByText('true', { exact: true }).click();
  await look('playground-form');
  await page.getByText('JSON', { exact: true }).click();
  const editor = page.getByRole('textbox', { name: 'Arguments' });
  const text = await editor.inputValue();
  assert.deepEqual(JSON.parse(text), {
    customer: { name: 'Ada', email: 'ada@example.com' },
    lines: [{ bookId: 2, quantity: 1 }],
    delivery: { giftWrap: true },
  });
  await editor.fill(text.replace('"quantity": 1', '"quantity": 1.0, "note": 9007199254740993'));
  await page.getByText('Form', { exact: true }).click();
  await page.getByText('9007199254740993').waitFor();
  await page.getByText('JSON', { exact: true }).click();
  assert.match(await editor.inputValue(), /9007199254740993/);
});

scene('wrong arguments are answered as a model sees it', {}, async ({ page, go, look }) => {
  await go(`${PLAYGROUND}&part=tool:get_book`);
  await page.getByRole('textbox', { name: 'bookId' }).fill('none');
  await page.getByText('This is not a number.').waitFor();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText(/^Error · HTTP/).waitFor();
  await look('playground-error');
});

scene('prompts and resources, in both eras', {}, async ({ page, go }) => {
  await go(`${PLAYGROUND}&part=prompt:recommend_book`);
  await page.getByRole('textbox', { name: 'genre' }).fill('crime');
  await page.getByRole('textbox', { name: 'reader' }).fill('Ada');
  await page.getByText('2025-11-25', { exact: true }).click();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText(/Recommend one crime book/).waitFor();
  await page.getByRole('tab', { name: 'MCP messages' }).click();
  await page.getByText('Initialize', { exact: true }).waitFor();
  await go(`${PLAYGROUND}&part=${encodeURIComponent('resource:books://{id}')}`);
  await page.getByText('2026-07-28', { exact: true }).click();
  await page.getByRole('textbox', { name: 'id' }).fill('3');
  await page.getByRole('button', { name: 'Show the request only' }).click();
  await page.getByText('Not sent').waitFor();
  await page.getByRole('tab', { name: 'Request to the API' }).click();
  await page.getByText(`GET ${world.demoUrl}/books/3`).waitFor();
});

scene('a viewer may look, and is told why not more', { as: await makeUser('vera', { default: 'viewer' }), expects: [403] }, async (on) => {
  const { page, go } = on;
  await go(`${PLAYGROUND}&part=tool:get_book`);
  await page.getByText(/you need the role of an editor/).waitFor();
  await page.getByRole('textbox', { name: 'bookId' }).fill('1');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.getByText(/You may not do this/).waitFor();
});

for (const [language, call, result] of [
  ['de', 'Aufrufen', /Strukturierter Inhalt/],
  ['zh', '调用', /结构化内容/],
]) {
  scene(`the playground speaks ${language}`, { language }, async ({ page, go }) => {
    await go(`${PLAYGROUND}&part=tool:get_book`);
    await page.getByRole('textbox', { name: 'bookId' }).fill('1');
    await page.getByRole('button', { name: call, exact: true }).click();
    await page.getByText(result).first().waitFor();
  });
}
