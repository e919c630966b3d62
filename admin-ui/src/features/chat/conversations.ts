import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { $api, client } from '../../api/client';
import type { components } from '../../api/schema';
import type { Conversation, Message, Provider } from './model';

type Change = components['schemas']['ConversationChange'];
type Request = components['schemas']['ConversationRequest'];

/** Asks again for lists of conversations, and for those that are shown; not for their messages. */
export function refreshConversations(queryClient: QueryClient): Promise<void> {
  const isOne = (path: unknown) =>
    typeof path === 'string' && path.startsWith('/api/v1/conversations');
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => isOne(queryKey[1]) });
}

export function conversationOptions(id: string) {
  return $api.queryOptions('get', '/api/v1/conversations/{id}', { params: { path: { id } } });
}

const LIMIT = 200;

/** All messages of a conversation. A turn puts what comes into the cache. */
export function messagesOptions(id: string) {
  return queryOptions({
    queryKey: ['messages', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Message[]> => {
      const messages: Message[] = [];
      let cursor: string | undefined;
      do {
        const params = { path: { id }, query: { limit: LIMIT, cursor } };
        const { data } = await client.GET('/api/v1/conversations/{id}/messages', {
          params,
          signal,
        });
        messages.push(...(data?.items ?? []));
        cursor = data?.next ?? undefined;
      } while (cursor !== undefined);
      return messages;
    },
  });
}

/** The providers that the user may ask; as many as a page has. */
export function useProviders(tenant: string | null): Provider[] | undefined {
  const query = { limit: LIMIT, tenant: tenant ?? undefined };
  return $api.useQuery('get', '/api/v1/providers', { params: { query } }).data?.items;
}

export async function create(body: Request): Promise<Conversation> {
  const { data } = await client.POST('/api/v1/conversations', { body });
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

export async function change(id: string, body: Change): Promise<Conversation> {
  const params = { path: { id } };
  const { data } = await client.PATCH('/api/v1/conversations/{id}', { params, body });
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}

export async function remove(id: string): Promise<void> {
  await client.DELETE('/api/v1/conversations/{id}', { params: { path: { id } } });
}

/** Where a conversation can be had as a file. */
export const exportUrl = (id: string, format: 'markdown' | 'json') =>
  `/api/v1/conversations/${encodeURIComponent(id)}/export?format=${format}`;
