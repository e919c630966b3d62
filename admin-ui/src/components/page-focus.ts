/** Whether a page was shown before: the first one leaves the focus where the browser puts it. */
let isFirst = true;

/**
 * Moves the focus to the heading of a page that has just come, so that readers begin there; unless the
 * page has put it into a field of its own.
 */
export function takeFocusOf(heading: HTMLElement | null): void {
  const isTaken = document.activeElement instanceof HTMLInputElement;
  if (!isFirst && !isTaken) heading?.focus({ preventScroll: true });
  isFirst = false;
}
