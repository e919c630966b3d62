// Going through a page without a mouse.

/** More stops than any page has. */
const MOST_STOPS = 80;

/** Moves on by Tab until this has the focus. */
export async function tabTo(page, locator) {
  await locator.waitFor();
  const stops = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 30)));
  }
  throw new Error(`the keyboard does not reach ${locator}; it stopped at ${stops.join(' | ')}`);
}

/** Moves there and presses Enter. */
export async function press(page, locator) {
  await tabTo(page, locator);
  await page.keyboard.press('Enter');
}

/** Moves there and types. */
export async function type(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}
