import { infiniteQueryOptions } from '@tanstack/react-query';
import { $api, client } from './client';
import type { Changed, DocumentKind } from './document';
import { byCursor } from './pages';
import type { components } from './schema';

export type Revision = components['schemas']['Revision'];
export type DocumentKey = components['schemas']['DocumentKey'];
export type DocumentDifference = components['schemas']['DocumentDifference'];
export type Deletion = components['schemas']['Deletion'];
export type DocumentVersion = components['schemas']['DocumentVersion'];

/** Kinds as documents write them, by how the API's paths name them. */
export const KIND_NAMES: Record<DocumentKind, string> = {
  servers: 'Server',
  upstreams: 'Upstream',
  secrets: 'Secret',
};

/** How paths name the kind; `undefined` if this console does not know it. */
export function kindOfDocument({ kind }: DocumentKey): DocumentKind | undefined {
  const kinds: DocumentKind[] = ['servers', 'upstreams', 'secrets'];
  return kinds.find((known) => KIND_NAMES[known] === kind);
}

const VERSIONS = {
  servers: '/api/v1/servers/{tenant}/{name}/versions',
  upstreams: '/api/v1/upstreams/{tenant}/{name}/versions',
  secrets: '/api/v1/secrets/{tenant}/{name}/versions',
} as const;

const RESTORE = {
  servers: '/api/v1/servers/{tenant}/{name}/restore',
  upstreams: '/api/v1/upstreams/{tenant}/{name}/restore',
  secrets: '/api/v1/secrets/{tenant}/{name}/restore',
} as const;

/** The versions of a document, the newest first; also of one that is deleted. */
export function versionsOptions(kind: DocumentKind, tenant: string, name: string) {
  return infiniteQueryOptions({
    queryKey: ['document', kind, tenant, name, 'versions'],
    queryFn: async ({ pageParam, signal }) => {
      const params = { path: { tenant, name }, query: { cursor: pageParam } };
      const { data } = await client.GET(VERSIONS[kind], { params, signal });
      return data ?? { items: [] };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: byCursor.getNextPageParam,
  });
}

/** Makes a document what it was at a revision, as a new revision. */
export async function restoreDocument(
  kind: DocumentKind,
  { tenant, name }: DocumentKey,
  { revision, reason }: { revision: number; reason: string },
): Promise<Changed> {
  const query = { revision, reason: reason === '' ? undefined : reason };
  const params = { path: { tenant, name }, query };
  const { data } = await client.POST(RESTORE[kind], { params });
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

/** Makes a document that was deleted what it was last, as a new revision. */
export async function restoreDeleted(
  kind: DocumentKind,
  { tenant, name }: DocumentKey,
): Promise<Changed> {
  const { data } = await client.POST(RESTORE[kind], { params: { path: { tenant, name } } });
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

/** Makes everything what it was at a revision, as a new revision. */
export async function rollBack(number: number, reason: string): Promise<Changed> {
  const query = { reason: reason === '' ? undefined : reason };
  const params = { path: { number }, query };
  const { data } = await client.POST('/api/v1/revisions/{number}/rollback', { params });
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

/** The newest revision that one may see; `undefined` until it is known. */
export function useNewestRevision(): Revision | undefined {
  const init = { params: { query: { limit: 1 } } };
  return $api.useQuery('get', '/api/v1/revisions', init).data?.items[0];
}

/** What differs between two revisions, in one document only where it is given. */
export function useDifference(from: number, to: number, key?: DocumentKey, enabled = true) {
  const params = { path: { number: from, other: to }, query: { ...key } };
  return $api.useQuery('get', '/api/v1/revisions/{number}/diff/{other}', { params }, { enabled });
}
