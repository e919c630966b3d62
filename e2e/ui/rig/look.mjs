// Looking at a page as people do: light, dark and narrow; by eye (screenshots) and by axe.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { world } from './world.mjs';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };

const VARIANTS = [
  { variant: 'light', colorScheme: 'light', size: WIDE },
  { variant: 'dark', colorScheme: 'dark', size: WIDE },
  { variant: 'narrow', colorScheme: 'light', size: NARROW },
];

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Takes `{name}-light.png`, `-dark.png` and `-narrow.png`, and fails on what axe finds and on a page
 * that is wider than the window. The page is wide and light afterwards.
 */
export async function look(page, name) {
  await mkdir(world.screenshots, { recursive: true });
  const findings = [];
  for (const { variant, colorScheme, size } of VARIANTS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    // What stands still in the window is where it belongs on the picture.
    await page.evaluate(() => window.scrollTo(0, 0));
    await settled(page);
    const path = join(world.screenshots, `${name}-${variant}.png`);
    // Playwright's own ways of stilling a page are styles, which the page's policy forbids.
    await page.screenshot({ path, fullPage: true, animations: 'allow', caret: 'initial' });
    const where = `${name}, ${variant}`;
    findings.push(...(await axeFindings(page)).map((finding) => `${where}: ${finding}`));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > size.width) findings.push(`${where}: ${width} px wide`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
  assert.deepEqual(findings, []);
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

/** What axe finds, a line for each place. */
export async function axeFindings(page) {
  // Scripts in the page are against its policy; this one comes by the debugger.
  await page.evaluate(axe.source);
  const { violations, incomplete } = await page.evaluate(
    // Without `preload`, by which axe would add styles to a document, against the policy.
    (values) => window.axe.run(document, { runOnly: { type: 'tag', values }, preload: false }),
    RULES,
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
