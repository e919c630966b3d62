import { randomId } from '@mantine/hooks';
import { createStore } from '../../api/store';
import { isObject, listIn, textIn } from '../servers/model';
import type { Era, ShownHeader } from './trial';

/** A call that was made, as much as it takes to make it again. */
export interface PastCall {
  id: string;
  at: string;
  tenant: string;
  server: string;
  kind: 'tool' | 'prompt' | 'resource';
  name: string;
  arguments: string;
  era: Era;
  /** Values that may be secret are empty. */
  headers: ShownHeader[];
  isFailed: boolean;
  ms: number | null;
}

const MOST = 50;
const LONGEST = 20_000;

/** Names of headers whose values are not kept. */
const SECRET = /auth|cookie|token|secret|key|password|session/i;

const keyOf = (user: string) => `portico.playground.${user}`;

/** Counts changes, so that all lists on the page follow. */
export const changes = createStore(0);

function isPastCall(entry: unknown): entry is PastCall {
  return (
    isObject(entry) &&
    ['id', 'at', 'tenant', 'server', 'kind', 'name', 'arguments', 'era'].every(
      (field) => textIn(entry, field) !== null,
    ) &&
    Array.isArray(entry.headers)
  );
}

/** The user's calls in this browser, the latest first. */
export function pastCalls(user: string): PastCall[] {
  const text = localStorage.getItem(keyOf(user));
  if (text === null) return [];
  try {
    return listIn({ entries: JSON.parse(text) }, 'entries').filter(isPastCall);
  } catch {
    // What cannot be read is replaced by the next call.
    return [];
  }
}

function store(user: string, calls: PastCall[]): void {
  for (const most of [MOST, MOST / 5, 1]) {
    try {
      localStorage.setItem(keyOf(user), JSON.stringify(calls.slice(0, most)));
      break;
    } catch {
      // There is no room: the oldest go.
    }
  }
  changes.set(changes.get() + 1);
}

export function remember(user: string, call: Omit<PastCall, 'id' | 'at'>): void {
  if (call.arguments.length > LONGEST) return;
  const headers = call.headers.map(({ name, value }) => ({
    name,
    value: SECRET.test(name) ? '' : value,
  }));
  const entry = { ...call, headers, id: randomId(), at: new Date().toISOString() };
  store(user, [entry, ...pastCalls(user)]);
}

export function forgetCalls(user: string): void {
  store(user, []);
}
