import { ApiError, type FieldProblem, statusOf } from '../api/problem';

/** What the API says of one field and all below it; `undefined` if nothing. */
export type ErrorOf = (field: string) => string | undefined;

function isBelow(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

/** The fields that an error of a save names, for the inputs of a form. */
export function errorsByField(error: unknown): ErrorOf {
  const errors: FieldProblem[] =
    error instanceof ApiError && statusOf(error) === 422 ? error.errors : [];
  return (field) => {
    const found = errors.filter(({ path }) => isBelow(path, field));
    if (found.length === 0) return undefined;
    return found.map(({ message }) => message).join('\n');
  };
}
