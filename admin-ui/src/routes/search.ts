export interface ListSearch {
  q?: string;
}

/** A parameter of an address, if there is a text in it. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a list is searched for, as its address says. */
export function searchedFor(search: Record<string, unknown>): ListSearch {
  return { q: textOf(search.q) };
}
