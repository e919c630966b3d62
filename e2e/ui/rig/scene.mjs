// One test in a window of its own. It fails on errors of the console and on requests to anywhere else.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { session } from './api.mjs';
import { look } from './look.mjs';
import { watchShifts } from './shift.mjs';
import { closeBrowser, theBrowser, world } from './world.mjs';

after(closeBrowser);

/** Time for one step; the machine may be slow. */
const PATIENCE = 60_000;

/**
 * A test of the console.
 *
 * - `as`: who is signed in: a user as `makeUser` gives it, the admin by default, nobody if `null`.
 * - `expects`: HTTP statuses of errors that belong to the scene; all others make it fail.
 * - `visits`: origins besides the console's that belong to the scene.
 * - `language`: of the browser.
 *
 * `play` gets `page`, `context`, `go(path)`, `look(name)` and `call(method, path, body)`, the admin API
 * as the admin.
 */
export function scene(title, { as = world.admin, expects = [], visits = [], language = 'en' }, play) {
  test(title, async () => {
    const browser = await theBrowser();
    const context = await browser.newContext({
      baseURL: world.baseUrl,
      locale: language,
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(PATIENCE);
    await watchShifts(context);
    const complaints = [];
    context.on('page', (page) => listen(page, expects, visits, complaints));
    try {
      if (as !== null) await context.addCookies([(await session(as)).cookie]);
      const page = await context.newPage();
      await play({
        page,
        context,
        go: (path) => page.goto(path),
        look: (name, options) => look(page, name, options),
        call: async (...request) => (await session(world.admin)).call(...request),
      });
      assert.deepEqual(complaints, []);
    } catch (error) {
      await keep(context, title);
      error.message = [error.message, ...complaints].join('\n');
      throw error;
    } finally {
      await context.close();
    }
  });
}

function listen(page, expects, visits, complaints) {
  // Others' pages are as they are.
  const isElsewhere = () => visits.some((origin) => page.url().startsWith(`${origin}/`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (isElsewhere() || (message.type() !== 'error' && message.type() !== 'warning')) return;
    const status = /Failed to load resource.*status of (\d+)/.exec(message.text())?.[1];
    if (status !== undefined && expects.includes(Number(status))) return;
    const isOffline = message.text().includes('net::ERR_');
    if (isOffline && expects.includes('offline')) return;
    complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.origin === world.baseUrl || ['data:', 'blob:'].includes(url.protocol);
    if (!isOwn && !isElsewhere() && !visits.includes(url.origin)) complaints.push(`a request to ${url}`);
  });
}

/** What a scene that failed looked like. */
async function keep(context, title) {
  for (const page of context.pages()) {
    const name = `failed-${title.replaceAll(/\W+/g, '-')}.png`;
    await page.screenshot({ path: `${world.screenshots}/${name}` }).catch(() => {});
  }
}
