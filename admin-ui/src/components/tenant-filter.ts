import { useSyncExternalStore } from 'react';
import { createStore } from '../api/store';

const KEPT = 'portico.tenant';

const chosen = createStore<string | null>(localStorage.getItem(KEPT));

/** Shows only this tenant's things from now on; everybody's if `null`. */
export function chooseTenant(tenant: string | null): void {
  if (tenant === null) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, tenant);
  chosen.set(tenant);
}

/** The tenant that lists are narrowed down to; `null` for all. */
export function useTenantFilter(): string | null {
  return useSyncExternalStore(chosen.subscribe, chosen.get);
}
