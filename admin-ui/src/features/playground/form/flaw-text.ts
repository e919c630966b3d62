import type { playground } from '../../../i18n/en/playground';
import type { Wording } from '../../../i18n/texts';
import type { Flaw } from '../../../json/parse';

/** What is wrong with a text that is to be JSON. */
export function flawText(
  { kind, line, column }: Flaw,
  words: Wording<typeof playground>['form'],
): string {
  return words.flaws[kind](String(line), String(column));
}
