import { type QueryClient, useQuery } from '@tanstack/react-query';
import { $api, client } from './client';
import type { components } from './schema';

export type Me = components['schemas']['Me'];
export type Role = components['schemas']['Role'];

export const meOptions = $api.queryOptions('get', '/api/v1/me', undefined, { staleTime: 60_000 });

/** Who is signed in. Pages inside of the shell have it at once. */
export function useMe(): Me | undefined {
  return useQuery(meOptions).data;
}

/** Whether `me` may change documents of the tenant, or of any tenant if none is named. */
export function mayEdit(me: Me | undefined, tenant?: string | null): boolean {
  if (me === undefined) return false;
  const isEditor = me.tenants.some(
    (member) => member.role === 'editor' && (tenant == null || member.tenant === tenant),
  );
  return me.isAdmin || isEditor;
}

export async function signIn(queryClient: QueryClient, name: string, password: string) {
  await client.POST('/api/v1/sessions', { body: { name, password } });
  // Another person may have been here before.
  queryClient.clear();
}

export async function signOut(queryClient: QueryClient) {
  await client.DELETE('/api/v1/sessions/{id}', { params: { path: { id: 'current' } } });
  queryClient.clear();
}
