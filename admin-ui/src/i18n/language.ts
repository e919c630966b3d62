import { createStore } from '../api/store';
import type { Texts } from './texts';

export const LANGUAGES = ['en', 'de', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the languages call themselves. */
export const OWN_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch', zh: '中文' };

const KEPT = 'portico.language';

const LOADERS: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
  zh: async () => (await import('./zh')).zh,
};

function known(tag: string | null): Language | undefined {
  return LANGUAGES.find((language) => language === tag?.slice(0, 2).toLowerCase());
}

/** The chosen language, or the first of the browser's that there is. */
function preferred(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages];
  return wanted.map(known).find((language) => language !== undefined) ?? 'en';
}

export interface Loaded {
  language: Language;
  texts: Texts;
}

/** What is shown now; `null` until the first language is loaded. */
export const spoken = createStore<Loaded | null>(null);

async function load(language: Language): Promise<void> {
  const texts = await LOADERS[language]();
  document.documentElement.lang = language;
  spoken.set({ language, texts });
}

export const loadPreferred = () => load(preferred());

/** Shows everything in this language from now on, also at the next visit. */
export async function choose(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await load(language);
}
