import { useSyncExternalStore } from 'react';
import { createStore } from './store';

/** Whether the last request was answered, by whatever status. */
const reachable = createStore(true);

export const noteAnswer = () => reachable.set(true);
export const noteSilence = () => reachable.set(false);

export function useReachable(): boolean {
  return useSyncExternalStore(reachable.subscribe, reachable.get);
}

/** Asks whether the control plane is there again. */
export async function probe(): Promise<boolean> {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    if (answer.ok) noteAnswer();
    return answer.ok;
  } catch {
    return false;
  }
}
