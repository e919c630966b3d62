// Revisions, differences, going back, and the audit log.
import assert from 'node:assert/strict';
import { makeUser } from '../rig/api.mjs';
import { scene } from '../rig/scene.mjs';
import { world } from '../rig/world.mjs';

const tool = (name) => ({
  name,
  description: `Finds ${name}`,
  inputSchema: { type: 'object', properties: { q: { type: 'string' } } },
  http: { upstream: 'bookshop-api', path: `/${name}` },
});

/** A server with twenty tools, in the tenant of the scene. */
function server(name, title, tenant = 'default') {
  const tools = Array.from({ length: 20 }, (_, at) => tool(`tool_${at}`));
  const path = tenant === 'default' ? `/${name}` : `/${tenant}/${name}`;
  return { kind: 'Server', tenant, name, path, title, tools: tenant === 'default' ? tools : [] };
}

const revisionLink = (page, number) =>
  page.getByRole('link', { name: `Revision ${number}`, exact: true });

async function titleOf(call, name) {
  return (await call('GET', `/servers/default/${name}`)).title;
}

scene('a change is seen, compared and taken back', {}, async ({ page, go, look, call }) => {
  const path = '/servers/default/past';
  await call('PUT', path, server('past', 'First title'));
  const { revision } = await call('PUT', `${path}?reason=nicer`, server('past', 'Second title'));
  await go('/history');
  await page.getByText('nicer').waitFor();
  await look('history');
  await revisionLink(page, revision).click();
  const row = page.getByRole('row').filter({ hasText: 'First title' });
  await row.getByText('Second title').waitFor();
  await page.getByRole('button', { name: /unchanged lines/ }).waitFor();
  await look('history-revision');
  await page.getByRole('button', { name: `Restore: Revision ${revision - 1}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/Second title/).first().waitFor();
  await dialog.getByLabel('Reason').fill('the first was better');
  await look('history-restore');
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText(`Done. Revision ${revision + 1} is in force.`).waitFor();
  assert.equal(await titleOf(call, 'past'), 'First title');
  await page.getByText('the first was better').waitFor();
  await page.getByRole('link', { name: 'All versions' }).click();
  await page.getByText('in force', { exact: true }).waitFor();
  await look('history-document');
  await call('DELETE', path);
});

scene('what was deleted comes back', {}, async ({ page, go, call }) => {
  const path = '/servers/default/lost';
  await call('PUT', path, server('lost', 'Lost and found'));
  const { revision } = await call('DELETE', path);
  await go('/history');
  await revisionLink(page, revision).click();
  await page.getByText('deleted', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'All versions' }).click();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText(/Done\. Revision/).waitFor();
  assert.equal(await titleOf(call, 'lost'), 'Lost and found');
  await call('DELETE', path);
});

scene('everything that is deleted stands in one list', {}, async ({ page, go, look, call }) => {
  const path = '/servers/default/lost';
  await call('PUT', path, server('lost', 'Lost again'));
  await call('DELETE', `${path}?reason=by%20mistake`);
  await go('/history');
  await page.getByRole('link', { name: 'Deleted documents' }).click();
  const row = page.getByRole('row').filter({ hasText: 'by mistake' });
  await row.waitFor();
  await look('history-deleted');
  await row.getByRole('button', { name: 'Bring lost back' }).click();
  await page.getByText('lost is back.').waitFor();
  await row.waitFor({ state: 'detached' });
  assert.equal(await titleOf(call, 'lost'), 'Lost again');
  await call('DELETE', path);
});

scene('everything is rolled back, and that is a revision too', {}, async (on) => {
  const { page, go, call } = on;
  const { revision } = await call('PUT', '/servers/default/one', server('one', 'One'));
  await call('PUT', '/servers/default/one', server('one', 'Other'));
  await call('PUT', '/servers/default/two', server('two', 'Two'));
  await go(`/history/${revision}`);
  await page.getByText('Against now').click();
  await page.getByText('Two', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: 'Roll back to this revision' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('default/two').waitFor();
  await dialog.getByRole('button', { name: 'Roll everything back' }).click();
  await page.getByText(`Done. Revision ${revision + 3} is in force.`).waitFor();
  assert.equal(await titleOf(call, 'one'), 'One');
  await call('DELETE', '/servers/default/one');
});

const vera = await makeUser('vera', { archive: 'viewer' });
const edda = await makeUser('edda', { archive: 'editor' });

scene('a viewer sees their tenant’s history and cannot change it', { as: vera, expects: [403, 404] }, async (on) => {
  const { page, go, call } = on;
  const other = await call('PUT', '/servers/default/hidden', server('hidden', 'Hidden'));
  const own = await call('PUT', '/servers/archive/seen', server('seen', 'Seen', 'archive'));
  await go('/history');
  await revisionLink(page, own.revision).waitFor();
  assert.equal(await revisionLink(page, other.revision).count(), 0);
  await revisionLink(page, own.revision).click();
  await page.getByRole('link', { name: 'All versions' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Restore|Roll back|Undo/ }).count(), 0);
  await go(`/history/${other.revision}`);
  await page.getByText(/It is not there, or no longer/).waitFor();
  await go('/history/documents/servers/default/hidden');
  await page.getByText(/You may not do this/).waitFor();
  await call('DELETE', '/servers/default/hidden');
});

scene('an editor undoes in their own tenant', { as: edda }, async ({ page, go, call }) => {
  const { revision } = await call('PUT', '/servers/archive/mine', server('mine', 'Mine', 'archive'));
  await go(`/history/${revision}`);
  const undo = page.getByRole('button', { name: 'Undo its creation' });
  await undo.waitFor();
  assert.equal(await page.getByRole('button', { name: /Roll back/ }).count(), 0);
  await undo.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByText(`Done. Revision ${revision + 1} is in force.`).waitFor();
  const { items } = await call('GET', '/servers?tenant=archive');
  assert.ok(!items.some(({ name }) => name === 'mine'));
});

scene('the audit log tells who did what', {}, async ({ page, go, look, call }) => {
  const { revision } = await call('PUT', '/servers/default/noted', server('noted', 'Noted'));
  await go('/audit');
  const row = page.getByRole('row').filter({ hasText: 'Server default/noted' });
  await row.getByText('Saved a document').waitFor();
  await row.getByRole('button', { name: 'Details: Server default/noted' }).click();
  await look('audit');
  await page.getByLabel('User', { exact: true }).fill('nobody-like-this');
  await page.getByText('Nothing matches “nobody-like-this”.').waitFor();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await revisionLink(row, revision).click();
  await page.getByRole('heading', { name: `Revision ${revision}` }).waitFor();
  await call('DELETE', '/servers/default/noted');
});

scene('an expired session leads back to the revision', { expects: [401] }, async (on) => {
  const { page, go, context } = on;
  await go('/history/1');
  await page.getByText('About this change').waitFor();
  await context.clearCookies();
  await page.getByText('Another revision').click();
  await page.getByText(/Your session is over/).waitFor();
  await page.getByLabel('User name').fill(world.admin.name);
  await page.getByLabel('Password', { exact: true }).fill(world.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('About this change').waitFor();
  assert.equal(new URL(page.url()).pathname, '/history/1');
});

for (const [language, history, audit] of [
  ['de', 'Verlauf', 'Protokoll'],
  ['zh', '历史', '审计日志'],
]) {
  scene(`history and audit log in ${language}`, { language }, async ({ page, go }) => {
    await go('/history');
    await page.getByRole('heading', { name: history, exact: true }).waitFor();
    await go('/audit');
    await page.getByRole('heading', { name: audit, exact: true }).waitFor();
  });
}
