// Looking at a page as people do: light, dark, narrow and on a large screen; by eye (screenshots) and
// by axe.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { forgetShifts, shiftComplaints } from './shift.mjs';
import { world } from './world.mjs';

export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 360, height: 740 };
const LARGE = { width: 3840, height: 2160 };

const ALL = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** All that may be otherwise where only the colours are. */
const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What stays as it is from one variant to the next is not looked at again. */
const VARIANTS = [
  { variant: 'light', colorScheme: 'light', size: WIDE, rules: ALL },
  { variant: 'dark', colorScheme: 'dark', size: WIDE, rules: OF_COLOURS },
  { variant: 'narrow', colorScheme: 'light', size: NARROW, rules: ALL },
  { variant: 'large', colorScheme: 'light', size: LARGE, rules: null },
];

/**
 * Takes `{name}-light.png`, `-dark.png`, `-narrow.png` and `-large.png`, and fails on what axe finds,
 * on a page that is wider than the window, and on what moved by itself since the page was opened. The
 * page is wide and light afterwards. `isLive`: what moved came by itself while the page was open.
 */
export async function look(page, name, { isLive = false } = {}) {
  await mkdir(world.screenshots, { recursive: true });
  const shifts = isLive ? [] : await shiftComplaints(page);
  const findings = shifts.map((complaint) => `${name}: ${complaint}`);
  for (const { variant, colorScheme, size, rules } of VARIANTS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    // What stands still in the window is where it belongs on the picture.
    await page.evaluate(() => window.scrollTo(0, 0));
    await settled(page);
    const path = join(world.screenshots, `${name}-${variant}.png`);
    // Playwright's own ways of stilling a page are styles, which the page's policy forbids.
    await page.screenshot({ path, fullPage: true, animations: 'allow', caret: 'initial' });
    const where = `${name}, ${variant}`;
    const found = rules === null ? [] : await axeFindings(page, rules);
    findings.push(...found.map((finding) => `${where}: ${finding}`));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > size.width) findings.push(`${where}: ${width} px wide`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
  await forgetShifts(page);
  assert.deepEqual(findings, []);
}

/** The largest picture that the guide shows. */
const MOST_BYTES = 200_000;

/** Takes a picture for the guide: `guide/{name}.png`, as much as is in the window. */
export async function picture(page, name, { colorScheme = 'light' } = {}) {
  await mkdir(join(world.screenshots, 'guide'), { recursive: true });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    document.activeElement?.blur();
  });
  await page.mouse.move(0, 0);
  await settled(page);
  const path = join(world.screenshots, 'guide', `${name}.png`);
  const { length } = await page.screenshot({ path, animations: 'allow', caret: 'initial' });
  assert.ok(length <= MOST_BYTES, `${name}: ${length} bytes`);
}

/** Nothing loads and nothing moves any more. */
async function settled(page) {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    );
  });
}

/** What axe finds by these rules, a line for each place. */
async function axeFindings(page, rules) {
  // Scripts in the page are against its policy; this one comes by the debugger.
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate(
    // Without `preload`, by which axe would add styles to a document, against the policy.
    (runOnly) => window.axe.run(document, { runOnly, preload: false }),
    rules,
  );
  // Text in the colour of what is behind it is for axe only something to look at.
  const isUnseen = ({ any }) => any.some(({ data }) => data?.messageKey === 'equalRatio');
  const unseen = incomplete.map((rule) => ({ ...rule, nodes: rule.nodes.filter(isUnseen) }));
  return [...violations, ...unseen].flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all }) => {
      const why = [...any, ...all].map(({ message }) => message).join('; ');
      return `${id}: ${help}: ${target.join(' ')}: ${why}`;
    }),
  );
}
