// What is in a field.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const TRIES = 600;
const PAUSE = 100;

/** Waits until this is the value of the field, which may be made anew meanwhile. */
export async function untilValue(field, value) {
  let found = await field.inputValue();
  for (let tries = 0; found !== value && tries < TRIES; tries += 1) {
    await pause(PAUSE);
    found = await field.inputValue();
  }
  assert.equal(found, value);
}
