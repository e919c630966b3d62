// Upstreams and secrets: making, checking, changing, deleting them.
import assert from 'node:assert/strict';
import { makeUser } from '../rig/api.mjs';
import { scene } from '../rig/scene.mjs';
import { untilValue } from '../rig/value.mjs';
import { world } from '../rig/world.mjs';

scene('the list says where upstreams are used', {}, async ({ page, go, look }) => {
  await go('/upstreams');
  await page.getByRole('link', { name: 'bookshop-api' }).waitFor();
  await page.getByRole('link', { name: 'bookshop', exact: true }).waitFor();
  await look('upstreams');
});

scene('a secret is made, and an upstream that sends it', {}, async (on) => {
  const { page, go, look, call } = on;
  await go('/secrets');
  await page.getByText('No secrets yet').waitFor();
  await look('secrets-empty');
  await page.getByRole('link', { name: 'New secret' }).first().click();
  await page.getByLabel('Name').fill('shop-key');
  await page.getByLabel(/^Value/).fill('hunter2');
  await look('secret-new');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'shop-key' }).waitFor();

  await go('/upstreams/new');
  await page.getByLabel('Name').fill('shop');
  await page.getByLabel('URL').fill(world.demoUrl);
  await page.getByRole('combobox', { name: 'Sent as' }).click();
  await page.getByRole('option', { name: /Header/ }).click();
  await page.getByRole('combobox', { name: /^Secret/ }).click();
  await page.getByRole('option', { name: 'shop-key' }).click();
  await look('upstream-new');
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText('It answers').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
  await page.getByText('Authorization: Bearer …').waitFor();
  const stored = await call('GET', '/upstreams/default/shop');
  const credential = { secret: 'shop-key', header: 'Authorization', prefix: 'Bearer ' };
  assert.deepEqual(stored.credential, credential);

  await go('/secrets/default/shop-key');
  await page.getByRole('link', { name: 'shop', exact: true }).waitFor();
  assert.equal(await page.getByLabel('New value').inputValue(), '');
  assert.ok(!(await page.content()).includes('hunter2'));
  await look('secret');
  await page.getByLabel('New value').fill('hunter3');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/shop-key is saved/).waitFor();
});

// What was deleted may be asked for once more before its page is left.
scene('a check tells each step, or why there is none', { expects: [404] }, async (on) => {
  const { page, go, look, call } = on;
  await go('/upstreams/default/bookshop-api');
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText('It answers').waitFor();
  await page.getByText('Find the host').waitFor();
  await look('upstream-check');
  const closed = { kind: 'Upstream', name: 'closed', url: 'http://127.0.0.1:1' };
  await call('PUT', '/upstreams/default/closed', closed);
  await go('/upstreams/default/closed');
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText(/Nothing listens there/).waitFor();
  await look('upstream-check-fails');
  const meshed = { kind: 'Upstream', name: 'meshed', cluster: 'outbound|80||a.svc' };
  await call('PUT', '/upstreams/default/meshed', meshed);
  await go('/upstreams/default/meshed');
  await page.getByRole('button', { name: 'Check the connection' }).click();
  await page.getByText(/Only the Envoys know its addresses/).waitFor();
  await call('DELETE', '/upstreams/default/closed');
  await call('DELETE', '/upstreams/default/meshed');
});

// What was deleted may be asked for once more before its page is left.
scene('two who edit the same see both versions', { expects: [412, 404] }, async (on) => {
  const { page, go, look, call } = on;
  const upstream = { kind: 'Upstream', name: 'two', url: 'http://first.example.com' };
  await call('PUT', '/upstreams/default/two', upstream);
  await go('/upstreams/default/two/edit');
  await page.getByLabel('Timeout').fill('7s');
  await call('PUT', '/upstreams/default/two', { ...upstream, url: 'http://theirs.example.com' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else changed this').first().waitFor();
  await page.getByText('http://theirs.example.com').first().waitFor();
  await look('upstream-conflict');
  await page.getByRole('button', { name: 'Take theirs, drop mine' }).click();
  await untilValue(page.getByLabel('URL'), 'http://theirs.example.com');
  await page.getByLabel('Timeout').fill('9s');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'two', exact: true }).waitFor();
  assert.equal((await call('GET', '/upstreams/default/two')).timeout, '9s');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText(/two is deleted/).waitFor();
});

// What was deleted may be asked for once more before its page is left.
scene('a form and YAML are two views of one upstream', { expects: [422, 404] }, async (on) => {
  const { page, go, look, call } = on;
  const upstream = { kind: 'Upstream', name: 'views', url: 'http://first.example.com' };
  await call('PUT', '/upstreams/default/views', upstream);
  await go('/upstreams/default/views/edit');
  await page.getByText('YAML', { exact: true }).click();
  const editor = page.getByRole('textbox', { name: 'The upstream as YAML' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('# Ours\nhealthcheck: 1');
  await page.getByText(/there is no field/).first().waitFor();
  await look('upstream-yaml');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.press('Delete');
  await page.getByText('Form', { exact: true }).click();
  await page.getByLabel('Timeout').fill('4s');
  await page.getByText('YAML', { exact: true }).click();
  await editor.getByText('timeout: 4s').waitFor();
  await editor.getByText('# Ours').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'views', exact: true }).waitFor();
  assert.equal((await call('GET', '/upstreams/default/views')).timeout, '4s');
  await call('DELETE', '/upstreams/default/views');
});

scene('an invalid field is marked, and what is used stays', { expects: [422] }, async (on) => {
  const { page, go } = on;
  await go('/upstreams/default/bookshop-api/edit');
  await page.getByLabel('Timeout').fill('2h');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('set it to between 1ms and 1h').first().waitFor();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText(/no longer do: bookshop/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText(/has no Upstream named/).waitFor();
});

const victor = await makeUser('victor', { default: 'viewer' });

scene('a viewer sees, and is offered no change', { as: victor }, async ({ page, go }) => {
  await go('/upstreams/default/bookshop-api');
  await page.getByText('http://127.0.0.1').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Check the connection' }).count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Edit' }).count(), 0);
});

for (const [language, upstreams, secrets] of [
  ['de', 'Zielsysteme', 'Geheimnisse'],
  ['zh', '上游', '机密'],
]) {
  scene(`upstreams and secrets speak ${language}`, { language }, async ({ page, go }) => {
    await go('/upstreams');
    await page.getByRole('heading', { name: upstreams, exact: true }).waitFor();
    await page.getByRole('link', { name: secrets, exact: true }).click();
    await page.getByRole('heading', { name: secrets, exact: true }).waitFor();
  });
}
