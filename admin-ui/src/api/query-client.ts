import { QueryClient } from '@tanstack/react-query';
import { isUnreachable, statusOf } from './problem';

const TRIES = 2;

/** Only what may succeed the next time is tried again. */
function mayRetry(failures: number, error: unknown): boolean {
  const status = statusOf(error);
  return failures < TRIES && (isUnreachable(error) || status === 503);
}

export function createAppQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: mayRetry, staleTime: 10_000, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
