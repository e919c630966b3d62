import { ApiError } from '../../api/problem';

/** What the API says is wrong with a field; `null` if nothing. */
export function errorOf(error: unknown, field: string): string | null {
  if (!(error instanceof ApiError)) return null;
  return error.errors.find(({ path }) => path === field)?.message ?? null;
}
