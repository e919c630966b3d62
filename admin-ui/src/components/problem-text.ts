import { ApiError, isUnreachable } from '../api/problem';
import type { Texts } from '../i18n/texts';

type Words = Texts['problems'];

const BY_STATUS: Partial<Record<number, (words: Words) => string>> = {
  401: (words) => words.unauthorized,
  403: (words) => words.forbidden,
  404: (words) => words.notFound,
  409: (words) => words.conflict,
  412: (words) => words.changed,
  413: (words) => words.tooLarge,
  422: (words) => words.invalid,
  503: (words) => words.unavailable,
};

/** What to do about an error, in the chosen language. */
export function adviceOn(error: unknown, words: Words): string {
  if (isUnreachable(error)) return words.unreachable;
  if (!(error instanceof ApiError)) return words.other;
  if (error.status === 429) return words.tooMany(String(error.retryAfter ?? 1));
  return BY_STATUS[error.status]?.(words) ?? (error.status >= 500 ? words.server : words.other);
}

/** What the control plane said of it, in English; `null` if it adds nothing. */
export function detailOf(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null;
  if (error.errors.length > 0) {
    return error.errors
      .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
      .join('\n');
  }
  return error.status === 401 || error.status === 429 ? null : error.detail;
}
