import { useMemo, useSyncExternalStore } from 'react';
import { type Loaded, spoken } from './language';
import type { Texts } from './texts';

function useSpoken(): Loaded {
  const loaded = useSyncExternalStore(spoken.subscribe, spoken.get);
  if (loaded === null) throw new Error('texts are asked for before they are loaded');
  return loaded;
}

/** The texts in the chosen language: `const { servers: t } = useTexts()`. */
export function useTexts(): Texts {
  return useSpoken().texts;
}

export function useLanguage() {
  return useSpoken().language;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export interface Format {
  number: (value: number) => string;
  /** Date and time. */
  moment: (iso: string) => string;
  /** As in "3 minutes ago". */
  ago: (iso: string, now?: number) => string;
  /** Names, as in "a, b and c". */
  list: (names: string[]) => string;
}

function formatOf(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const list = new Intl.ListFormat(language);
  return {
    number: (value) => number.format(value),
    moment: (iso) => moment.format(new Date(iso)),
    ago: (iso, now = Date.now()) => {
      const seconds = Math.round((Date.parse(iso) - now) / 1000);
      const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
      if (step === undefined) return relative.format(Math.min(0, seconds), 'second');
      return relative.format(Math.trunc(seconds / step[1]), step[0]);
    },
    list: (names) => list.format(names),
  };
}

/** Numbers, times and lists as the chosen language writes them. */
export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => formatOf(language), [language]);
}
