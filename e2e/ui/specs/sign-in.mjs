// Signing in and out, languages, themes, an expired session, a control plane that is away.
import assert from 'node:assert/strict';
import { makeUser } from '../rig/api.mjs';
import { scene } from '../rig/scene.mjs';
import { untilValue } from '../rig/value.mjs';
import { world } from '../rig/world.mjs';

async function signIn(page, { name, password }) {
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

scene('a password leads to the page that was asked for', { as: null, expects: [401] }, async (on) => {
  const { page, go, look } = on;
  await go('/servers?q=book');
  await page.getByRole('heading', { name: 'Sign in to Portico' }).waitFor();
  await look('sign-in');
  await signIn(page, { name: 'admin', password: 'wrong' });
  await page.getByText('The name or the password is wrong.').waitFor();
  await signIn(page, world.admin);
  await page.getByRole('heading', { name: 'Servers' }).waitFor();
  assert.equal(new URL(page.url()).search, '?q=book');
});

scene('signing out ends the session', { expects: [401] }, async ({ page, go }) => {
  await go('/servers');
  await page.getByRole('button', { name: 'Account of admin' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Portico' }).waitFor();
  await go('/servers');
  await page.getByRole('heading', { name: 'Sign in to Portico' }).waitFor();
});

scene('an expired session leads back to where one was', { expects: [401] }, async (on) => {
  const { page, go, context } = on;
  await go('/servers');
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
  const search = page.getByLabel('Search servers');
  // Its answer is waited for, lest this request is refused instead of the next one.
  const searched = page.waitForResponse(/\/servers\?.*q=books$/);
  await search.fill('books');
  await searched;
  await context.clearCookies();
  await search.fill('book');
  await page.getByText(/Your session is over/).waitFor();
  await signIn(page, world.admin);
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
  await untilValue(search, 'book');
  assert.equal(new URL(page.url()).search, '?q=book');
});

scene('offline and back', { expects: ['offline'] }, async ({ page, go, context }) => {
  await go('/servers');
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
  await context.setOffline(true);
  await page.getByLabel('Search servers').fill('book');
  await page.getByText(/The control plane does not answer\. What/).waitFor();
  await context.setOffline(false);
  await page.getByText(/The control plane does not answer\. What/).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
});

for (const [language, servers, tools] of [
  ['en', 'Servers', /tools/],
  ['de', 'Server', /Werkzeuge/],
  ['zh', '服务器', /个工具/],
]) {
  scene(`the console speaks ${language}`, { language }, async ({ page, go }) => {
    await go('/servers');
    await page.getByRole('heading', { name: servers, exact: true }).waitFor();
    await page.getByText(tools).first().waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), language);
  });
}

scene('theme and language are kept', {}, async ({ page, go }) => {
  await go('/servers');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Server', exact: true }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Server', exact: true }).waitFor();
  const html = page.locator('html');
  assert.equal(await html.getAttribute('data-mantine-color-scheme'), 'dark');
});

scene('the keyboard reaches the content first', {}, async ({ page, go }) => {
  await go('/servers');
  await page.getByRole('link', { name: 'Demo bookshop' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'content');
});

/** What is another tenant's. */
const FOREIGN = [
  '/servers/default/bookshop',
  '/upstreams/default/bookshop-api',
  '/servers?tenant=default',
  '/revisions?tenant=default',
  '/servers/default/bookshop/versions',
  '/tenants/default/members',
];

/** Asks the admin API as a script of the page could. */
function askFromPage(paths) {
  return Promise.all(
    paths.map(async (path) => {
      const answer = await fetch(`/api/v1${path}`);
      return { path, status: answer.status, text: await answer.text() };
    }),
  );
}

scene('a user of another tenant sees nothing of it', { as: await makeUser('olga', { other: 'viewer' }), expects: [403] }, async (on) => {
  const { page, go } = on;
  await go('/servers');
  await page.getByText('No servers yet').waitFor();
  for (const path of ['/servers/default/bookshop', '/upstreams/default/bookshop-api']) {
    await go(path);
    await page.getByText(/You may not do this/).waitFor();
  }
  const answers = await page.evaluate(askFromPage, FOREIGN);
  for (const { path, status, text } of answers) {
    assert.equal(status, 403, path);
    assert.ok(!text.includes('list_books'), path);
  }
  const lists = await page.evaluate(askFromPage, ['/servers', '/upstreams', '/revisions']);
  for (const { path, status, text } of lists) {
    assert.equal(status, 200, path);
    assert.ok(!text.includes('bookshop'), path);
  }
});

scene('a page that is not there says so', {}, async ({ page, go, look }) => {
  await go('/nothing/here');
  await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  await look('not-found');
});
