// From nothing to a working server: the welcome, and the import of descriptions.
import assert from 'node:assert/strict';
import { copied } from '../rig/clipboard.mjs';
import { scene } from '../rig/scene.mjs';
import { world } from '../rig/world.mjs';

const PETS = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1.2.0' },
  servers: [{ url: 'https://pets.example.com/v1' }],
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        summary: 'List pets',
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
      },
      head: { operationId: 'countPets' },
    },
    '/pets/{petId}': {
      parameters: [{ name: 'petId', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getPet', summary: 'Look a pet up' },
      delete: { operationId: 'deletePet', deprecated: true },
    },
  },
};

/** Calls a tool through the gateway as a client of 2025-11-25 does. */
async function callTool(url, name, args) {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const send = (message) =>
    fetch(url, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', ...message }) });
  const clientInfo = { name: 'scene', version: '1' };
  const begin = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  const begun = await send({ id: 1, method: 'initialize', params: begin });
  headers['mcp-session-id'] = begun.headers.get('mcp-session-id') ?? '';
  headers['mcp-protocol-version'] = '2025-11-25';
  const answer = await send({ id: 2, method: 'tools/call', params: { name, arguments: args } });
  return answer.json();
}

scene('the first run leads to a server that answers', {}, async ({ page, go, look }) => {
  const begin = Date.now();
  await go('/welcome');
  await page.getByRole('heading', { name: 'Welcome to Portico' }).waitFor();
  // Where the demo's configuration says that it is.
  await page.locator(`input[value="${world.demoUrl}"]`).waitFor();
  await look('welcome');
  await page.getByRole('button', { name: 'Start with the sample' }).click();
  await page.getByText('7 of 7 operations can become tools.').waitFor();
  await page.getByLabel('Choose DELETE /orders/{orderId}').uncheck();
  await look('welcome-tools');
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByText('sample-bookshop is a server now').waitFor();
  const url = `${world.gatewayUrl}/sample-bookshop/mcp`;
  await page.getByText(url, { exact: true }).first().waitFor();
  await look('welcome-done');
  const { mcpServers } = JSON.parse(await copied(page, 'mcpServers JSON'));
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText('It answers').waitFor();
  await page.getByRole('link', { name: 'Open the server' }).click();
  await page.getByText('Live on 1 of 1 node').waitFor();
  const { result } = await callTool(mcpServers['sample-bookshop'].url, 'get_book', { bookId: 1 });
  assert.match(result.content[0].text, /The Time Machine/);
  const refused = await callTool(url, 'cancel_order', { orderId: 1 });
  assert.ok(refused.error !== undefined, 'what was not chosen is not there');
  assert.ok(Date.now() - begin < 120_000, 'it takes less than two minutes');
});

scene('a file is dropped, narrowed down, tried and imported', { expects: [412] }, async (on) => {
  const { page, go, look, call } = on;
  await go('/imports');
  await page.getByText('Drop a description here, or choose a file.').waitFor();
  await look('import');
  const text = JSON.stringify(PETS);
  const dropped = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'pets.json', { type: 'application/json' }));
    return data;
  }, text);
  const place = page.getByText('Drop a description here, or choose a file.');
  await place.dispatchEvent('drop', { dataTransfer: dropped });
  await page.getByText('3 of 4 operations can become tools.').waitFor();
  await page.getByText('Pets', { exact: true }).waitFor();
  await page.getByLabel('Choose DELETE /pets/{petId}').uncheck();
  await page.getByLabel('Name of the tool for GET /pets', { exact: true }).fill('find_pets');
  await page.getByLabel('Details of GET /pets', { exact: true }).click();
  await page.getByLabel('Value').fill('hunter2');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await page.getByText('It can be imported like this').waitFor();
  await page.getByText('Server pets').waitFor();
  await look('import-review');
  const none = await call('GET', '/servers?q=pets');
  assert.deepEqual(none.items, []);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('pets is a server now').waitFor();
  const stored = await call('GET', '/servers/default/pets');
  assert.deepEqual(stored.tools.map(({ name }) => name).sort(), ['find_pets', 'getPet']);
  const secret = await call('GET', '/secrets/default/pets-key');
  assert.equal(secret.sealed, '[sealed]');
  await look('import-done');

  await go('/imports');
  await page.getByRole('tab', { name: 'Paste' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill(text);
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByText('3 of 4 operations can become tools.').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('There is a server of this name already').waitFor();
  await page.getByRole('button', { name: 'Take its place' }).click();
  await page.getByText('It can be imported like this').waitFor();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('pets is a server now').waitFor();
  // The page would ask again for what is no longer there.
  await go('/servers');
  for (const path of ['/servers/default/pets', '/upstreams/default/pets']) {
    await call('DELETE', path);
  }
});

scene('an address of the inside is refused, and says why', { expects: [422] }, async (on) => {
  const { page, go } = on;
  await go('/imports');
  await page.getByRole('tab', { name: 'Address' }).click();
  await page.getByLabel('Address of the description').fill('http://169.254.169.254/openapi.json');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByText(/--outbound-allow/).waitFor();
});

for (const [language, welcome, imports] of [
  ['de', 'Willkommen bei Portico', 'Importieren'],
  ['zh', '欢迎使用 Portico', '导入'],
]) {
  scene(`the welcome speaks ${language}`, { language }, async ({ page, go, look }) => {
    await go('/welcome');
    await page.getByRole('heading', { name: welcome }).waitFor();
    await look(`welcome-${language}`);
    await go('/imports');
    await page.getByRole('heading', { name: imports, exact: true }).waitFor();
  });
}
