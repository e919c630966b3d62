// The admin API, as specs use it to prepare what a page is to show.
import assert from 'node:assert/strict';
import { world } from './world.mjs';

/** A session of the admin API for this user. */
export async function session({ name, password }) {
  const json = { 'content-type': 'application/json' };
  const opened = await fetch(`${world.baseUrl}/api/v1/sessions`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name, password }),
  });
  assert.equal(opened.status, 201, await opened.clone().text());
  const cookie = opened.headers.get('set-cookie').split(';')[0];
  const { csrfToken } = await opened.json();

  /** Sends a request and gives its JSON; `body` is JSON, or YAML where it is a text. */
  async function call(method, path, body) {
    const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
    const answer = await fetch(`${world.baseUrl}/api/v1${path}`, {
      method,
      headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': type },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  const [cookieName, cookieValue] = cookie.split('=');
  return { call, cookie: { name: cookieName, value: cookieValue, url: world.baseUrl } };
}

const PASSWORD = 'a password of scenes';

/**
 * Makes a user with these roles, `{ tenant: 'viewer' | 'editor' }`; the tenants are made too. Gives
 * what `session` and scenes take.
 */
export async function makeUser(name, roles = {}, { isAdmin = false } = {}) {
  const { call } = await session(world.admin);
  for (const tenant of Object.keys(roles)) {
    const known = await call('GET', '/tenants');
    if (known.items.some((item) => item.name === tenant)) continue;
    await call('PUT', `/tenants/${tenant}`, { title: tenant, pathPrefix: `/${tenant}` });
  }
  await call('POST', '/users', { name, password: PASSWORD, isAdmin });
  for (const [tenant, role] of Object.entries(roles)) {
    await call('PUT', `/tenants/${tenant}/members/${name}`, { role });
  }
  return { name, password: PASSWORD };
}
