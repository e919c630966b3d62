// What is in a field.

/** Waits until this is the value of the field. */
export async function untilValue(field, value) {
  const element = await field.elementHandle();
  await field.page().waitForFunction(([input, wanted]) => input.value === wanted, [element, value]);
}
