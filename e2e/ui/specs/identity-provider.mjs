// Signing in by an identity provider: a real one, at an origin of its own.
import assert from 'node:assert/strict';
import { session } from '../rig/api.mjs';
import { scene } from '../rig/scene.mjs';
import { world } from '../rig/world.mjs';

const PROVIDER = process.env.PORTICO_PROVIDER_URL;
const SIGNED_OUT = { as: null, expects: [401], visits: [PROVIDER] };

/** Follows the button to the provider. */
async function toProvider(page) {
  await page.getByRole('link', { name: 'Sign in with your organization' }).click();
  await page.waitForURL(`${PROVIDER}/**`);
}

scene('the provider vouches for a user, who is back where they were', SIGNED_OUT, async (on) => {
  const { page, go, look } = on;
  await go('/servers?q=book');
  await page.getByRole('heading', { name: 'Sign in to Portico' }).waitFor();
  await look('sign-in-provider');
  await toProvider(page);
  await page.locator('input[name="login"]').fill('Olaf');
  await page.locator('input[name="password"]').fill('x');
  await page.locator('button[type="submit"]').click();
  await page.getByText('Authorize').first().waitFor();
  await page.locator('button[type="submit"]').click();
  await page.getByRole('heading', { name: 'Servers', exact: true }).waitFor();
  assert.equal(new URL(page.url()).search, '?q=book');
  await page.getByRole('button', { name: 'Account of olaf' }).waitFor();
  // Editors are who is in the group `devs`.
  await page.getByRole('link', { name: 'New server' }).waitFor();
  const { call } = await session(world.admin);
  const olaf = await call('GET', '/users/olaf');
  assert.equal(olaf.isAdmin, false);
});

scene('who turns back at the provider is told so', SIGNED_OUT, async (on) => {
  const { page, go, look } = on;
  await go('/servers');
  await toProvider(page);
  await page.goto(`${page.url()}/abort`);
  await page.getByText(/access_denied/).waitFor();
  await look('sign-in-refused');
});
