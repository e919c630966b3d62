/** What the audit log is narrowed down to, in the page's address. */
export interface AuditSearch {
  actor?: string;
  action?: string;
  target?: string;
  /** Moments of this place's clock, as in `2026-11-22T13:30`. */
  since?: string;
  until?: string;
}

const FIELDS = ['actor', 'action', 'target', 'since', 'until'] as const;

/** What was done, as the API names it. */
export const ACTIONS = [
  'document.put',
  'document.delete',
  'documents.change',
  'session.create',
  'session.refuse',
  'session.delete',
  'user.create',
  'user.update',
  'user.delete',
  'user.password',
  'user.reset',
  'tenant.create',
  'tenant.update',
  'tenant.delete',
  'member.set',
  'member.delete',
  'token.create',
  'token.delete',
] as const;

/** As much of an address as the page understands. */
export function auditSearchOf(search: Record<string, unknown>): AuditSearch {
  const found: AuditSearch = {};
  for (const field of FIELDS) {
    const value = search[field];
    if (typeof value === 'string' && value !== '') found[field] = value;
  }
  return found;
}

/** A moment of this place's clock as the API takes it; `undefined` if it is none. */
export function momentOf(local: string | undefined): string | undefined {
  if (local === undefined) return undefined;
  const moment = new Date(local);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
