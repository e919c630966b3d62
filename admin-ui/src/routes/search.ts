export interface ListSearch {
  q?: string;
}

/** What a list is searched for, as its address says. */
export function searchedFor(search: Record<string, unknown>): ListSearch {
  return { q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined };
}
