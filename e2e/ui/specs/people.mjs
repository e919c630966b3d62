// Users, tenants, roles, and one's own account.
import assert from 'node:assert/strict';
import { makeUser, session } from '../rig/api.mjs';
import { copied } from '../rig/clipboard.mjs';
import { scene } from '../rig/scene.mjs';
import { untilValue } from '../rig/value.mjs';
import { world } from '../rig/world.mjs';

const pick = async (page, field, option) => {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

scene('a user is made, gets a role, and signs in', {}, async ({ page, go, look, call }) => {
  await call('PUT', '/tenants/shop', { title: 'The shop', pathPrefix: '/shop' });
  await go('/users');
  await page.getByRole('link', { name: 'admin', exact: true }).waitFor();
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('ann');
  await dialog.getByRole('button', { name: 'Make one at random' }).click();
  await look('user-new');
  const password = await dialog.getByLabel('Password', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Make the user' }).click();
  await page.getByRole('heading', { name: 'ann' }).waitFor();
  await pick(page, 'Choose a tenant', 'shop');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('ann: Viewer in shop.').waitFor();
  await pick(page, 'Role of ann in shop', 'Editor');
  await page.getByText('ann: Editor in shop.').waitFor();
  const ann = await session({ name: 'ann', password });
  const { tenants } = await ann.call('GET', '/me');
  assert.deepEqual(tenants, [{ tenant: 'shop', role: 'editor' }]);
  await page.reload();
  await page.getByRole('button', { name: 'End all' }).waitFor();
  await look('user');
  await go('/users');
  await page.getByRole('link', { name: 'ann', exact: true }).waitFor();
  await look('users');
});

scene('a user is disabled, gets a password, and is removed', {}, async ({ page, go, call }) => {
  const uwe = await makeUser('uwe');
  const before = await session(uwe);
  await go('/users/uwe');
  await page.getByRole('switch', { name: 'Disabled' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await page.getByText(/Changed\./).waitFor();
  await assert.rejects(before.call('GET', '/me'), /401/);
  await page.getByRole('switch', { name: 'Disabled', checked: true }).click();
  await page.getByRole('switch', { name: 'Disabled', checked: false }).waitFor();
  await page.getByRole('button', { name: 'Set a password' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill('another good password');
  await dialog.getByRole('button', { name: 'Set a password' }).click();
  await page.getByText('uwe has a new password.').waitFor();
  await session({ name: 'uwe', password: 'another good password' });
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText(/This cannot be undone/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('uwe is removed.').waitFor();
  await assert.rejects(call('GET', '/users/uwe'), /404/);
});

scene('the last administrator is warned, and stays one', { expects: [409] }, async (on) => {
  const { page, go, look, call } = on;
  await go('/users/admin');
  await page.getByRole('switch', { name: 'Administrator' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/This is you/).waitFor();
  await look('user-lock-out');
  await dialog.getByRole('button', { name: 'Take the right' }).click();
  await page.getByText(/this is the last admin who can log in/).waitFor();
  assert.equal((await call('GET', '/me')).isAdmin, true);
});

scene('a tenant is made, changed and removed', { expects: [422] }, async (on) => {
  const { page, go, look, call } = on;
  await go('/tenants');
  await page.getByRole('button', { name: 'New tenant' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('lab');
  await dialog.getByLabel('Title').fill('The lab');
  await dialog.getByLabel('Path prefix').fill('lab');
  await dialog.getByRole('button', { name: 'Make the tenant' }).click();
  await dialog.getByText(/or segments of/).first().waitFor();
  await dialog.getByLabel('Path prefix').fill('/lab');
  await dialog.getByRole('button', { name: 'Make the tenant' }).click();
  await page.getByRole('heading', { name: 'The lab' }).waitFor();
  await pick(page, 'Choose a user', 'admin');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('admin: Viewer in lab.').waitFor();
  await look('tenant');
  await page.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByLabel('Title').fill('The laboratory');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'The laboratory' }).waitFor();
  await go('/tenants');
  await page.getByRole('link', { name: 'The laboratory' }).waitFor();
  await look('tenants');
  await page.getByRole('link', { name: 'The laboratory' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('“The laboratory” is removed.').waitFor();
  await assert.rejects(call('GET', '/tenants/lab'), /404/);
});

const vic = await makeUser('vic', { seen: 'viewer' });
await makeUser('wim', { unseen: 'viewer' });

scene('a viewer sees members and may not change them', { as: vic, expects: [403] }, async (on) => {
  const { page, go } = on;
  await go('/tenants');
  await page.getByRole('link', { name: 'seen', exact: true }).click();
  await page.getByText('vic', { exact: true }).waitFor();
  for (const name of ['Edit', 'Remove', 'Add', 'New tenant']) {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
  }
  for (const path of ['/tenants/unseen', '/users', '/users/wim']) {
    await go(path);
    await page.getByText(/You may not do this/).first().waitFor();
    assert.equal(await page.getByText('wim', { exact: true }).count(), path.endsWith('wim') ? 1 : 0);
  }
});

const pia = await makeUser('pia', { seen: 'editor' });

scene('a token is shown once, works, and is revoked', { as: pia }, async ({ page, go, look }) => {
  await go('/profile');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('pipeline');
  assert.equal(await dialog.getByLabel('Admin').count(), 0);
  await look('token-new');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await page.getByRole('button', { name: 'Copy: API token' }).waitFor();
  await look('token-secret');
  const token = await copied(page, 'API token');
  assert.match(token, /^ptc_/);
  const headers = { authorization: `Bearer ${token}` };
  const me = () => fetch(`${world.baseUrl}/api/v1/me`, { headers });
  assert.equal((await (await me()).json()).name, 'pia');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('button', { name: 'Revoke pipeline' }).waitFor();
  assert.equal(await page.getByText(token).count(), 0);
  await look('profile');
  await page.getByRole('button', { name: 'Revoke pipeline' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('The token is revoked.').waitFor();
  assert.equal((await me()).status, 401);
});

const paul = await makeUser('paul');

scene('the own password is changed, which ends other sessions', { as: paul, expects: [422] }, async (on) => {
  const { page, go } = on;
  const other = await session(paul);
  await go('/profile');
  const fill = async (current) => {
    await page.getByLabel('Password now', { exact: true }).fill(current);
    await page.getByLabel('New password', { exact: true }).fill('a brand new password');
    await page.getByLabel('New password again', { exact: true }).fill('a brand new password');
    await page.getByRole('button', { name: 'Change the password' }).click();
  };
  await fill('not the password');
  await page.getByText('This is not your password.').waitFor();
  await fill(paul.password);
  await page.getByText(/Your password is changed/).waitFor();
  await assert.rejects(other.call('GET', '/me'), /401/);
  await session({ name: 'paul', password: 'a brand new password' });
  await page.reload();
  await page.getByRole('button', { name: /End the session/ }).click();
  await page.getByText('Ended.').waitFor();
});

scene('an expired session keeps what was typed', { expects: [401] }, async (on) => {
  const { page, go, context } = on;
  await go('/tenants');
  await page.getByRole('button', { name: 'New tenant' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('kept');
  await dialog.getByLabel('Title').fill('Kept in spite of all');
  await context.clearCookies();
  await dialog.getByRole('button', { name: 'Make the tenant' }).click();
  await page.getByText(/Your session is over/).waitFor();
  await page.getByLabel('User name').fill(world.admin.name);
  await page.getByLabel('Password', { exact: true }).fill(world.admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'New tenant' }).click();
  await untilValue(dialog.getByLabel('Title'), 'Kept in spite of all');
});

for (const [language, users, tenants, account] of [
  ['de', 'Benutzer', 'Mandanten', 'Ihr Konto'],
  ['zh', '用户', '租户', '您的账户'],
]) {
  scene(`users, tenants and account in ${language}`, { language }, async ({ page, go, look }) => {
    await go('/users');
    await page.getByRole('heading', { name: users, exact: true }).waitFor();
    await go('/tenants');
    await page.getByRole('heading', { name: tenants, exact: true }).waitFor();
    await go('/profile');
    await page.getByRole('heading', { name: account, exact: true }).waitFor();
    await look(`profile-${language}`);
  });
}
