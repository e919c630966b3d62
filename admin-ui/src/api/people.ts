import { queryOptions } from '@tanstack/react-query';
import { client } from './client';
import type { components } from './schema';

export type User = components['schemas']['User'];
export type Tenant = components['schemas']['Tenant'];
export type Member = components['schemas']['Member'];

const LIMIT = 200;

/** All users, by name. */
export const usersOptions = queryOptions({
  queryKey: ['get', '/api/v1/users', 'all'],
  queryFn: async ({ signal }): Promise<User[]> => {
    const users: User[] = [];
    let cursor: string | undefined;
    do {
      const params = { query: { limit: LIMIT, cursor } };
      const { data } = await client.GET('/api/v1/users', { params, signal });
      users.push(...(data?.items ?? []));
      cursor = data?.next ?? undefined;
    } while (cursor !== undefined);
    return users;
  },
});
