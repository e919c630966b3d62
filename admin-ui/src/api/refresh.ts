import type { QueryClient } from '@tanstack/react-query';
import type { paths } from './schema';

/** Asks again for what is shown of these paths, and of all that begin like them. */
export function refresh(queryClient: QueryClient, ...changed: (keyof paths)[]): Promise<void> {
  const isChanged = (path: unknown) =>
    typeof path === 'string' && changed.some((prefix) => path.startsWith(prefix));
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => isChanged(queryKey[1]) });
}
