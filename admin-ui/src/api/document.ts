import { queryOptions } from '@tanstack/react-query';
import { client } from './client';
import type { components } from './schema';

/** The kinds of documents, as paths of the API name them. */
export type DocumentKind = 'servers' | 'upstreams' | 'secrets';

export type Changed = components['schemas']['Changed'];
export type JsonObject = Record<string, unknown>;

/** A document and the version that it is, for `If-Match`. */
export interface Versioned {
  document: JsonObject;
  etag: string | null;
}

/** What is expected of the stored document by who replaces it. */
export type Expectation = { etag: string } | 'absent' | 'anything';

export const PATHS = {
  servers: '/api/v1/servers/{tenant}/{name}',
  upstreams: '/api/v1/upstreams/{tenant}/{name}',
  secrets: '/api/v1/secrets/{tenant}/{name}',
} as const;

export function documentOptions(kind: DocumentKind, tenant: string, name: string) {
  return queryOptions({
    queryKey: ['document', kind, tenant, name],
    queryFn: async ({ signal }): Promise<Versioned> => {
      const params = { path: { tenant, name } };
      const { data, response } = await client.GET(PATHS[kind], { params, signal });
      const document: JsonObject = { ...(data as object | undefined) };
      return { document, etag: response.headers.get('etag') };
    },
  });
}

export function condition(expected: Expectation) {
  if (expected === 'anything') return {};
  return expected === 'absent' ? { 'If-None-Match': '*' } : { 'If-Match': expected.etag };
}

/**
 * Creates the document or puts this one in its place. Throws an `ApiError`: 412 with `current`,
 * `currentEtag` and `yours` where it is not as expected, 422 with `errors`.
 */
export async function putDocument(
  kind: DocumentKind,
  [tenant, name]: [string, string],
  document: JsonObject,
  { expected, reason }: { expected: Expectation; reason?: string },
): Promise<Changed & { etag: string | null }> {
  const { data, response } = await client.PUT(PATHS[kind], {
    params: { path: { tenant, name }, query: { reason }, header: condition(expected) },
    body: document as Record<string, never>,
  });
  return { ...required(data), etag: response.headers.get('etag') };
}

export async function deleteDocument(
  kind: DocumentKind,
  [tenant, name]: [string, string],
  { expected, reason }: { expected: Expectation; reason?: string },
): Promise<Changed> {
  const { data } = await client.DELETE(PATHS[kind], {
    params: { path: { tenant, name }, query: { reason }, header: condition(expected) },
  });
  return required(data);
}

/** Answers that are no success are thrown, so there is a body. */
function required<T>(data: T | undefined): T {
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}
