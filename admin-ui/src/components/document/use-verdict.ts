import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError, type FieldProblem } from '../../api/problem';
import { validateText } from '../../api/yaml';
import { readText } from './document-text';

const PAUSE = 500;

const NONE: FieldProblem[] = [];

/**
 * What is wrong with the text: as YAML at once, as a document when the control plane has said so, which
 * is asked where that `isWanted`.
 */
export function useVerdict(text: string, isWanted = true): FieldProblem[] {
  const [asked] = useDebouncedValue(text, PAUSE);
  const own = useMemo(
    () => readText(text).problems.map(({ line, message }) => ({ path: '', line, message })),
    [text],
  );
  const verdict = useQuery({
    queryKey: ['validate', asked],
    queryFn: ({ signal }) => validateText(asked, signal),
    enabled: isWanted && own.length === 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (own.length > 0) return own;
  if (verdict.error instanceof ApiError && verdict.error.errors.length > 0) {
    return verdict.error.errors;
  }
  return verdict.data?.errors ?? NONE;
}
