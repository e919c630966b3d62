import type { Language } from './language';
import { useLanguage } from './use-texts';

/**
 * The hook that gives the texts of one group of pages in the chosen language. They come with the
 * pages that need them, in all languages, so that the first view loads none of them.
 */
export function pageTexts<T>(languages: Record<Language, T>): () => T {
  return function usePageTexts() {
    return languages[useLanguage()];
  };
}
