import { createStore } from './store';

/** What requests that change something send, from the session; `null` while nobody is signed in. */
let csrfToken: string | null = null;

/** Counts how often the API said that the session is over. */
export const expirations = createStore(0);

export function keepCsrfToken(token: string | null): void {
  csrfToken = token;
}

export function currentCsrfToken(): string | null {
  return csrfToken;
}

export function noteExpiration(): void {
  csrfToken = null;
  expirations.set(expirations.get() + 1);
}
