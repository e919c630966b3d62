// What tests/browser.rs has started, and one browser for all scenes of a file.
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

function given(name) {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run \`cargo xtask test browser\``);
  return value;
}

export const world = {
  /** Where the console is. */
  baseUrl: given('PORTICO_BASE_URL'),
  /** Where MCP clients find the gateway. */
  gatewayUrl: given('PORTICO_GATEWAY_URL'),
  /** The demo's REST API behind it. */
  demoUrl: given('PORTICO_DEMO_URL'),
  /** The first user, who may do everything. */
  admin: { name: 'admin', password: given('PORTICO_ADMIN_PASSWORD') },
  screenshots: process.env.PORTICO_SCREENSHOTS ?? tmpdir(),
};

let browser;

/** The browser, started when it is first asked for. */
export async function theBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.PORTICO_CHROMIUM ?? '/usr/bin/chromium',
    // Its sandbox does not work for root, and it sees only pages of ours.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
    env: { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)) },
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
}
