import { isObject, textIn } from '../servers/model';
import { ConnectionCheck } from './connection-check';

/** A check of the upstream as it is being written. A new one may have no name yet. */
export function CheckOfText({ document }: { document: unknown }) {
  if (!isObject(document)) return null;
  const tenant = textIn(document, 'tenant') ?? 'default';
  const name = textIn(document, 'name') || 'new';
  // Secrets are the gateway's: the check sends none.
  const { credential: _, ...rest } = document;
  const draft = { ...rest, name };
  return <ConnectionCheck tenant={tenant} name={name} draft={draft} />;
}
