import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from './client';
import type { components } from './schema';

export type Node = components['schemas']['Node'];

const LIMIT = 200;

/** All Envoys. Inside of the shell they are kept up to date by the event stream. */
export const nodesOptions = queryOptions({
  queryKey: ['nodes'],
  queryFn: async ({ signal }): Promise<Node[]> => {
    const nodes: Node[] = [];
    let cursor: string | undefined;
    do {
      const params = { query: { limit: LIMIT, cursor } };
      const { data } = await client.GET('/api/v1/nodes', { params, signal });
      nodes.push(...(data?.items ?? []));
      cursor = data?.next ?? undefined;
    } while (cursor !== undefined);
    return nodes;
  },
});

export function useNodes(): Node[] | undefined {
  return useQuery(nodesOptions).data;
}

/** Lists that change with a revision; their queries begin with one of these. */
const OF_REVISIONS = [
  'servers',
  'upstreams',
  'secrets',
  'revisions',
  'deletions',
  'imports',
  'audit',
];

/** Asks again for everything that a new revision may have changed. */
export function refreshDocuments(queryClient: QueryClient): Promise<void> {
  const mayHaveChanged = (key: readonly unknown[]) => {
    if (key[0] === 'document') return true;
    const path = typeof key[1] === 'string' ? key[1] : '';
    return OF_REVISIONS.some((part) => path.startsWith(`/api/v1/${part}`));
  };
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => mayHaveChanged(queryKey) });
}

function put(nodes: Node[] | undefined, changed: Node): Node[] | undefined {
  if (nodes === undefined) return nodes;
  const others = nodes.filter((node) => node.id !== changed.id);
  return [...others, changed].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const newest = (nodes: Node[] | undefined) =>
  Math.max(0, ...(nodes ?? []).map((node) => node.revision ?? 0));

/** Follows the Envoys while the calling component is there. */
export function useLiveNodes(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (typeof EventSource === 'undefined') return undefined;
    const events = new EventSource('/api/v1/nodes/events');
    const key = nodesOptions.queryKey;
    events.addEventListener('node', (event) => {
      const before = newest(queryClient.getQueryData(key));
      const changed: Node = JSON.parse(event.data);
      queryClient.setQueryData(key, (nodes: Node[] | undefined) => put(nodes, changed));
      if ((changed.revision ?? 0) > before) void refreshDocuments(queryClient);
    });
    events.addEventListener('forgotten', (event) => {
      const id: string = JSON.parse(event.data);
      const without = (nodes: Node[] | undefined) => nodes?.filter((node) => node.id !== id);
      queryClient.setQueryData(key, without);
    });
    const again = () => void queryClient.invalidateQueries({ queryKey: key });
    events.addEventListener('resync', again);
    // What happened before it opened, again after a break, is in the list.
    events.addEventListener('open', again);
    return () => events.close();
  }, [queryClient]);
}
