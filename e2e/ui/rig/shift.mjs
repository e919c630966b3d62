// Layout shift, as the browser counts it: what moves by itself while one reads or aims at it.

/** More than this on a page is a defect; what is good begins at 0.1 for the web at large. */
export const MOST_SHIFT = 0.05;

/** Shifts belong together while they are less than a second apart, for five seconds at most. */
const GAP = 1000;
const LONGEST = 5000;

/** Notes the shifts of every page of this window from its first moment on. */
export async function watchShifts(context) {
  await context.addInitScript(() => {
    const name = (node) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return element ? `<${element.localName}> ${element.textContent?.trim().slice(0, 40)}` : 'gone';
    };
    const place = ({ x, y, height }) => [x, y, height].map(Math.round).join(' ');
    const move = ({ node, previousRect, currentRect }) =>
      `${name(node)} (x, y, height: ${place(previousRect)} to ${place(currentRect)})`;
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, startTime, hadRecentInput, sources } of list.getEntries()) {
        // What follows a click or a key was asked for.
        if (hadRecentInput) continue;
        window.shifts.push({ value, startTime, moved: sources.map(move) });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** What is said of the shifts on this page since it was opened or asked last; nothing if it is fine. */
export async function shiftComplaints(page) {
  const shifts = await page.evaluate(async () => {
    // Those of the frame that is being drawn are still to come.
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return window.shifts.splice(0);
  });
  const total = worst(shifts);
  if (total < MOST_SHIFT) return [];
  const moved = shifts.flatMap(({ value, moved: nodes }) => `${value.toFixed(3)}: ${nodes.join(', ')}`);
  return [`a layout shift of ${total.toFixed(3)}:\n  ${moved.join('\n  ')}`];
}

/** Forgets what moved, because the window itself became another. */
export async function forgetShifts(page) {
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    window.shifts.length = 0;
  });
}

/** The sum of the worst of all windows of shifts (https://web.dev/articles/cls). */
export function worst(shifts) {
  let [most, sum, first, last] = [0, 0, -Infinity, -Infinity];
  for (const { value, startTime } of shifts) {
    const goesOn = startTime - last < GAP && startTime - first < LONGEST;
    [sum, first] = goesOn ? [sum + value, first] : [value, startTime];
    last = startTime;
    most = Math.max(most, sum);
  }
  return most;
}
