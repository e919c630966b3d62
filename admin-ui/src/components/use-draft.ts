import { useCallback, useState } from 'react';

const PREFIX = 'portico.draft.';

export interface Draft<T> {
  value: T;
  change: (value: T) => void;
  /** Forgets the draft, and goes back to what it began with. */
  discard: (initial?: T) => void;
  /** Whether it comes from an earlier visit of the page. */
  isRestored: boolean;
  isChanged: boolean;
}

function read<T>(key: string): { value: T } | null {
  const text = sessionStorage.getItem(PREFIX + key);
  if (text === null) return null;
  try {
    return { value: JSON.parse(text) };
  } catch {
    sessionStorage.removeItem(PREFIX + key);
    return null;
  }
}

/** Makes this the draft of that key, for a form that is yet to be shown. */
export function keepDraft<T>(key: string, value: T): void {
  sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
}

/**
 * A value of JSON that outlives the page, an expired session and a reload, for as long as the tab is
 * open. Give things that must not be kept, such as passwords, a plain state instead. The key is unique
 * to what is edited: `server/default/shop`.
 */
export function useDraft<T>(key: string, initial: T): Draft<T> {
  const [state, setState] = useState(() => {
    const kept = read<T>(key);
    return { value: kept?.value ?? initial, isRestored: kept !== null, isChanged: kept !== null };
  });
  const change = useCallback(
    (value: T) => {
      keepDraft(key, value);
      setState((before) => ({ ...before, value, isChanged: true }));
    },
    [key],
  );
  const discard = useCallback(
    (next?: T) => {
      sessionStorage.removeItem(PREFIX + key);
      setState({ value: next ?? initial, isRestored: false, isChanged: false });
    },
    [key, initial],
  );
  return { ...state, change, discard };
}

/** Forgets all drafts: at signing out, as the next person in this tab is another one. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
