import { queryOptions } from '@tanstack/react-query';
import { client } from './client';
import { type Changed, condition, type DocumentKind, type Expectation, PATHS } from './document';
import type { components } from './schema';

/** A document as text, with its comments and order, and the version that it is. */
export interface VersionedText {
  text: string;
  etag: string | null;
}

const asYaml = {
  headers: { 'Content-Type': 'application/yaml' },
  bodySerializer: (body: unknown) => String(body),
};

/** A body is typed as JSON; this one is sent as it is. */
const bodyOf = (text: string) => text as unknown as Record<string, never>;

export function textOptions(kind: DocumentKind, tenant: string, name: string) {
  return queryOptions({
    queryKey: ['document', kind, tenant, name, 'yaml'],
    queryFn: async ({ signal }): Promise<VersionedText> => {
      const { data, response } = await client.GET(PATHS[kind], {
        params: { path: { tenant, name } },
        headers: { Accept: 'application/yaml' },
        parseAs: 'text',
        signal,
      });
      return { text: String(data ?? ''), etag: response.headers.get('etag') };
    },
  });
}

/** As `putDocument`, with a document of YAML; errors have lines. */
export async function putText(
  kind: DocumentKind,
  [tenant, name]: [string, string],
  text: string,
  { expected, reason }: { expected: Expectation; reason?: string },
): Promise<Changed> {
  const { data } = await client.PUT(PATHS[kind], {
    params: { path: { tenant, name }, query: { reason }, header: condition(expected) },
    body: bodyOf(text),
    ...asYaml,
  });
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

/** Everything that is wrong with the documents of this text. */
export async function validateText(
  text: string,
  signal?: AbortSignal,
): Promise<components['schemas']['Verdict']> {
  const { data } = await client.POST('/api/v1/validate', { body: bodyOf(text), ...asYaml, signal });
  return data ?? { valid: true, errors: [] };
}

/** What putting the documents of this text would send to whom. */
export async function dryRunText(
  text: string,
  signal?: AbortSignal,
): Promise<components['schemas']['Effects'] | null> {
  const { data } = await client.POST('/api/v1/dry-run', { body: bodyOf(text), ...asYaml, signal });
  return data ?? null;
}
