import { useState } from 'react';

/** More entries than this come on demand. */
const AT_ONCE = 100;

/** What `List` takes of a query that gives all entries at once, so that a page is not too long. */
export function usePortions<Q, T>(query: Q, found: T[] | undefined) {
  const [shown, setShown] = useState(AT_ONCE);
  return {
    query: {
      ...query,
      hasNextPage: (found?.length ?? 0) > shown,
      isFetchingNextPage: false,
      fetchNextPage: () => setShown(shown + AT_ONCE),
    },
    entries: found?.slice(0, shown),
  };
}
