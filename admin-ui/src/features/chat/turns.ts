import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { client } from '../../api/client';
import { ApiError } from '../../api/problem';
import { createStore, type Store } from '../../api/store';
import { messagesOptions, refreshConversations } from './conversations';
import { eventsOf } from './event-stream';
import { after, afterRequest } from './events';
import type { Failure, Message, TurnEvent, TurnRequest } from './model';

/** What goes on in a conversation, for as long as the page is loaded: also while others are shown. */
export interface Turn {
  isRunning: boolean;
  isStopping: boolean;
  /** What the provider or a tool failed with. */
  failure: Failure | null;
  /** What the control plane failed with. */
  error: unknown;
}

const IDLE: Turn = { isRunning: false, isStopping: false, failure: null, error: null };

const turns = new Map<string, Store<Turn>>();

function turnOf(id: string): Store<Turn> {
  const known = turns.get(id);
  if (known !== undefined) return known;
  const store = createStore<Turn>(IDLE);
  turns.set(id, store);
  return store;
}

export function useTurn(id: string): Turn {
  const store = turnOf(id);
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Puts events into the cache, those of one frame at once. */
class Gathering {
  private readonly put: (events: TurnEvent[]) => void;
  private waiting: TurnEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(put: (events: TurnEvent[]) => void) {
    this.put = put;
  }

  add(event: TurnEvent): void {
    this.waiting.push(event);
    this.timer ??= setTimeout(() => this.flush(), 40);
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const events = this.waiting;
    this.waiting = [];
    if (events.length > 0) this.put(events);
  }
}

async function follow(
  queryClient: QueryClient,
  id: string,
  asked: TurnRequest,
  onFailure: (failure: Failure) => void,
): Promise<void> {
  const { data } = await client.POST('/api/v1/conversations/{id}/turns', {
    params: { path: { id } },
    body: asked,
    parseAs: 'stream',
  });
  if (data == null) throw new Error('the answer is empty');
  const key = messagesOptions(id).queryKey;
  const put = (change: (messages: Message[]) => Message[]) =>
    queryClient.setQueryData(key, (messages: Message[] | undefined) => change(messages ?? []));
  await queryClient.cancelQueries({ queryKey: key });
  put((messages) => afterRequest(messages, asked));
  const gathering = new Gathering((events) => put((messages) => events.reduce(after, messages)));
  try {
    for await (const text of eventsOf(data)) {
      const event: TurnEvent = JSON.parse(text);
      if (event.type === 'error') onFailure(event.error);
      else gathering.add(event);
      if (event.type === 'done') return;
    }
  } finally {
    gathering.flush();
  }
  throw new TypeError('the stream broke off');
}

/** Goes on with a conversation until its turn is over. */
export async function run(queryClient: QueryClient, id: string, asked: TurnRequest): Promise<void> {
  const store = turnOf(id);
  if (store.get().isRunning) return;
  store.set({ ...IDLE, isRunning: true });
  let failure: Failure | null = null;
  let error: unknown = null;
  try {
    await follow(queryClient, id, asked, (told) => {
      failure = told;
    });
  } catch (thrown) {
    error = thrown;
  }
  if (error !== null || failure !== null) {
    await queryClient.invalidateQueries({ queryKey: messagesOptions(id).queryKey });
  }
  store.set({ ...IDLE, failure, error });
  await refreshConversations(queryClient);
}

/** Stops the turn; what had come is kept. */
export async function stop(id: string): Promise<void> {
  const store = turnOf(id);
  store.set({ ...store.get(), isStopping: true });
  try {
    await client.DELETE('/api/v1/conversations/{id}/turns/current', { params: { path: { id } } });
  } catch (error) {
    // It had ended by itself.
    if (error instanceof ApiError && error.status === 404) return;
    store.set({ ...store.get(), isStopping: false, error });
  }
}
