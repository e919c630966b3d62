import { ApiError, type FieldProblem, statusOf } from '../api/problem';

/** What the API says of one field and all below it; `undefined` if nothing. */
export type ErrorOf = (field: string) => string | undefined;

function isBelow(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

/** What these problems say of the inputs of a form, each thing once. */
export function errorsAt(errors: FieldProblem[]): ErrorOf {
  return (field) => {
    const found = errors.filter(({ path }) => isBelow(path, field));
    if (found.length === 0) return undefined;
    return [...new Set(found.map(({ message }) => message))].join('\n');
  };
}

/** The fields that an error of a save names, for the inputs of a form. */
export function errorsByField(error: unknown): ErrorOf {
  const isInvalid = error instanceof ApiError && statusOf(error) === 422;
  return errorsAt(isInvalid ? error.errors : []);
}
