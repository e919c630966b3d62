import type { InfiniteData } from '@tanstack/react-query';

interface PageOf<T> {
  items: T[];
  next?: string | null;
}

/** Options of `$api.useInfiniteQuery` for a list that comes in pages. */
export const byCursor = {
  pageParamName: 'cursor',
  // Not `undefined`, in the place of which the hook would send a number.
  initialPageParam: null as string | null,
  getNextPageParam: (page: { next?: string | null }) => page.next ?? undefined,
};

/** All entries that are loaded; `undefined` until the first page is. */
export function entriesOf<T>(data: InfiniteData<PageOf<T>> | undefined): T[] | undefined {
  return data?.pages.flatMap((page) => page.items);
}
