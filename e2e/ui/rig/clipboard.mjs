// What the console's buttons copy.

/** Copies by the button of this name, and gives what was copied. */
export async function copied(page, of) {
  await page.getByRole('button', { name: `Copy: ${of}` }).click();
  await page.getByRole('button', { name: `Copied: ${of}` }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}
