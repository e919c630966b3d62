import { useQuery } from '@tanstack/react-query';
import { $api } from './client';
import type { components } from './schema';

export type Settings = components['schemas']['Settings'];

const settingsOptions = $api.queryOptions('get', '/api/v1/settings', undefined, {
  staleTime: Number.POSITIVE_INFINITY,
});

/** What this installation offers; `undefined` until it is known. */
export function useSettings(): Settings | undefined {
  return useQuery(settingsOptions).data;
}
