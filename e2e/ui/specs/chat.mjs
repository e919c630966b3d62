// Model providers, and conversations with models that are scripts.
import assert from 'node:assert/strict';
import { makeUser, session } from '../rig/api.mjs';
import { scene } from '../rig/scene.mjs';
import { world } from '../rig/world.mjs';

const MODEL_URL = process.env.PORTICO_MODEL_URL;

async function addProvider(call) {
  await call('PUT', '/providers/default/scripted', {
    title: 'Scripted models',
    kind: 'openai',
    baseUrl: MODEL_URL,
    defaultModel: 'call',
    models: ['call', 'echo', 'think', 'slow', 'rate-limited', 'rate-limited-once', 'disconnect', 'flaky'],
    credential: { type: 'none' },
  });
}

/** A conversation with this model, opened. */
async function open({ page, go, call }, model, settings = {}) {
  await addProvider(call);
  const made = { tenant: 'default', provider: 'scripted', model, settings };
  const { id } = await call('POST', '/conversations', made);
  await go(`/chat/${id}`);
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  return id;
}

async function say(page, text) {
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill(text);
  await field.press('Enter');
}

scene('from nothing to a tool that a model calls', {}, async (on) => {
  const { page, go, look, call } = on;
  const known = await call('GET', '/providers');
  for (const { tenant, name } of known.items) await call('DELETE', `/providers/${tenant}/${name}`);
  await go('/chat');
  await page.getByText('No model provider yet').waitFor();
  await look('chat-empty');
  await page.getByRole('link', { name: 'Add a provider' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('My models');
  await page.getByRole('textbox', { name: 'Base URL' }).fill(MODEL_URL);
  await page.getByRole('combobox', { name: 'Key' }).click();
  await page.getByRole('option', { name: 'No key' }).click();
  await page.getByRole('button', { name: 'Test' }).click();
  await page.getByText(/^It works: 20 models/).waitFor();
  await page.getByRole('textbox', { name: 'Model of new conversations' }).fill('call');
  await page.getByRole('button', { name: /^Offer all/ }).click();
  await look('provider-form');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('list', { name: 'List of model providers' }).getByText('My models').waitFor();
  await look('providers');
  await page.getByRole('link', { name: 'Open the chat lab' }).click();
  await page.getByRole('combobox', { name: 'Servers' }).click();
  await page.getByRole('option', { name: 'bookshop' }).click();
  await page.keyboard.press('Escape');
  await page.getByText('7 of 7 tools offered').waitFor();
  await look('chat-new');
  await say(page, 'call get_book {"bookId": 1}');
  const card = page.getByRole('region', { name: 'Call of get_book' });
  await card.getByText('Waits for you').waitFor();
  await look('chat-approval');
  await card.getByRole('button', { name: 'Always run get_book' }).click();
  await page.getByText(/The tools say:/).waitFor();
  await card.getByText('Done').waitFor();
  // It stays open, with what came of it.
  await card.getByText(/H\. G\. Wells/).first().waitFor();
  await look('chat-tool');
  // It runs without being asked for now.
  await say(page, 'call get_book {"bookId": 2}');
  await page.getByRole('region', { name: 'Call of get_book' }).nth(1).getByText('Done').waitFor();
  await page.getByText(/tokens in/).first().waitFor();
});

scene('the page of a server leads to a chat with it', {}, async ({ page, go, call }) => {
  await addProvider(call);
  await go('/servers/default/bookshop');
  await page.getByRole('link', { name: 'Chat with it' }).click();
  await page.getByText('7 of 7 tools offered').waitFor();
  await say(page, 'call get_book {"bookId": 1}');
  const card = page.getByRole('region', { name: 'Call of get_book' });
  await card.getByText('Waits for you').waitFor();
});

scene('a call is denied, and the model is told why', {}, async (on) => {
  const { page } = on;
  await open(on, 'call', { servers: [{ name: 'bookshop' }] });
  await say(page, 'call cancel_order {"orderId": 1}');
  const card = page.getByRole('region', { name: 'Call of cancel_order' });
  await card.getByRole('textbox', { name: /Why not/ }).fill('It is mine.');
  await card.getByRole('button', { name: 'Deny' }).click();
  await page.getByText(/The tools say: .*It is mine/).waitFor();
  await card.getByText('Denied').waitFor();
});

scene('reasoning folds, and answers are Markdown without HTML', {}, async (on) => {
  const { page, look } = on;
  await open(on, 'think');
  await say(page, 'A **bold** word, `code` and <b>no tag</b>');
  await page.locator('strong', { hasText: 'bold' }).waitFor();
  assert.equal(await page.locator('article b').count(), 0);
  await page.getByText('Reasoning', { exact: true }).click();
  await page.getByText('The user says something. I say it again.').waitFor();
  await page.getByText(/tokens in, .* · /).waitFor();
  await look('chat-reasoning');
});

scene('Esc stops, and what had come stays', {}, async (on) => {
  const { page } = on;
  await open(on, 'slow');
  await say(page, 'Count.');
  await page.getByText(/1 2 3/).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Stopped.').waitFor();
  await page.getByText(/1 2 3/).waitFor();
  await page.getByRole('button', { name: 'Send' }).waitFor();
});

scene('a rate limit says what to do', {}, async (on) => {
  const { page, look } = on;
  await open(on, 'rate-limited');
  await say(page, 'Hello');
  await page.getByText('The provider limits the rate', { exact: true }).waitFor();
  await page.getByText(/asks to wait 7 s/).waitFor();
  await look('chat-error');
});

scene('after the wait it answers', {}, async (on) => {
  const { page } = on;
  await open(on, 'rate-limited-once');
  await say(page, `Hello ${Date.now()}`);
  await page.getByText('The provider limits the rate', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The provider limits the rate', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('article', { name: /^Answer of/ }).getByText(/Hello \d+/).waitFor();
});

scene('an answer that broke off is made anew', {}, async (on) => {
  const { page } = on;
  await open(on, 'flaky');
  await say(page, `Hello ${Date.now()}`);
  await page.getByText('The answer broke off', { exact: true }).waitFor();
  await page.getByText('So far so good').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The answer broke off', { exact: true }).waitFor({ state: 'detached' });
  await page.getByText('So far so good').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Answer anew' }).waitFor();
});

scene('a message is edited and sent again', {}, async (on) => {
  const { page } = on;
  await open(on, 'echo');
  await say(page, 'first words');
  await page.getByRole('article', { name: 'Answer of echo' }).getByText('first words').waitFor();
  await page.getByRole('button', { name: 'Edit the message' }).click();
  await page.getByRole('textbox', { name: 'Edit the message' }).fill('other words');
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('article', { name: 'Answer of echo' }).getByText('other words').waitFor();
  const said = page.getByRole('article').filter({ hasText: 'first words' });
  await said.first().waitFor({ state: 'detached' });
});

scene('conversations are found, renamed, exported and deleted', {}, async (on) => {
  const { page } = on;
  await open(on, 'echo');
  await say(page, 'a needle in the haystack');
  await page.getByRole('article', { name: 'Answer of echo' }).getByText('needle').waitFor();
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await list.getByLabel('Search conversations').fill('needle');
  const menu = list.getByRole('button', { name: 'Actions for a needle in the haystack' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Haystack');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Haystack' }).waitFor();
  await list.getByRole('button', { name: 'Actions for Haystack' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  assert.match((await download).suggestedFilename(), /\.md$/);
  await list.getByRole('button', { name: 'Actions for Haystack' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL('**/chat');
  await list.getByRole('link', { name: 'Haystack' }).waitFor({ state: 'detached' });
});

const other = await makeUser('chad', { default: 'editor' });

scene('nobody sees another’s conversation', { as: other, expects: [404] }, async (on) => {
  const { page, go } = on;
  const admin = await session(world.admin);
  await addProvider(admin.call);
  const made = { tenant: 'default', provider: 'scripted', title: 'Secret plans' };
  const { id } = await admin.call('POST', '/conversations', made);
  await go('/chat');
  await page.getByText('No conversations yet.', { exact: false }).waitFor();
  assert.equal(await page.getByText('Secret plans').count(), 0);
  await go(`/chat/${id}`);
  await page.getByText(/It is not there, or no longer/).waitFor();
});

for (const [language, title] of [
  ['de', 'Chat-Labor'],
  ['zh', '对话实验室'],
]) {
  scene(`the chat lab speaks ${language}`, { language }, async ({ page, go, call }) => {
    await addProvider(call);
    await go('/chat');
    await page.getByRole('heading', { name: title }).waitFor();
  });
}
