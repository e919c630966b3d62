import type { JsonObject } from '../../api/document';
import { isObject, listIn, objectIn, textIn } from '../servers/model';

export interface Pair {
  name: string;
  value: string;
}

export const CREDENTIALS = ['none', 'header', 'basic', 'query'] as const;
export type CredentialKind = (typeof CREDENTIALS)[number];

/** How a secret is sent; the texts of other kinds are kept while one tries them. */
export interface CredentialForm {
  kind: CredentialKind;
  secret: string;
  header: string;
  prefix: string;
  username: string;
  query: string;
}

export const RETRY_CONDITIONS = [
  'connect-failure',
  'gateway-error',
  'reset',
  'refused-stream',
  '5xx',
] as const;

/** An upstream as its form shows it: every field is there, empty where it is not set. */
export interface UpstreamForm {
  tenant: string;
  name: string;
  url: string;
  cluster: string;
  timeout: string;
  attempts: number;
  retryOn: string[];
  headers: Pair[];
  query: Pair[];
  credential: CredentialForm;
  forwardHeaders: string[];
  caFile: string;
  serverName: string;
  /** Fields that the form does not know; they are saved as they are. */
  rest: JsonObject;
  /** The fields of the stored document in their order; none of a new one. */
  order: string[];
}

const KNOWN = new Set([
  'kind',
  'tenant',
  'name',
  'url',
  'cluster',
  'timeout',
  'retries',
  'headers',
  'query',
  'credential',
  'forwardHeaders',
  'tls',
]);

const text = (value: unknown, field: string) => textIn(value, field) ?? '';

const texts = (value: unknown, field: string) =>
  listIn(value, field).filter((entry): entry is string => typeof entry === 'string');

function pairsOf(object: JsonObject): Pair[] {
  return Object.entries(object).map(([name, value]) => ({ name, value: String(value) }));
}

function credentialOf(document: JsonObject): CredentialForm {
  const stored = objectIn(document, 'credential');
  const kind = CREDENTIALS.find((known) => known in stored) ?? 'none';
  return {
    kind,
    secret: text(stored, 'secret'),
    header: text(stored, 'header') || 'Authorization',
    prefix: kind === 'none' ? 'Bearer ' : text(stored, 'prefix'),
    username: text(objectIn(stored, 'basic'), 'username'),
    query: text(stored, 'query'),
  };
}

export function formOf(document: JsonObject, tenant = 'default'): UpstreamForm {
  const retries = objectIn(document, 'retries');
  const tls = objectIn(document, 'tls');
  const attempts = typeof retries.attempts === 'number' ? retries.attempts : 0;
  return {
    tenant: text(document, 'tenant') || tenant,
    name: text(document, 'name'),
    url: text(document, 'url'),
    cluster: text(document, 'cluster'),
    timeout: text(document, 'timeout'),
    attempts,
    retryOn: attempts === 0 ? ['connect-failure'] : texts(retries, 'on'),
    headers: pairsOf(objectIn(document, 'headers')),
    query: pairsOf(objectIn(document, 'query')),
    credential: credentialOf(document),
    forwardHeaders: texts(document, 'forwardHeaders'),
    caFile: text(tls, 'caFile'),
    serverName: text(tls, 'serverName'),
    rest: Object.fromEntries(Object.entries(document).filter(([field]) => !KNOWN.has(field))),
    order: Object.keys(document),
  };
}

/** Without what is not set. */
function filled(object: JsonObject): JsonObject {
  const isSet = (value: unknown) =>
    value !== '' &&
    value !== undefined &&
    !(Array.isArray(value) && value.length === 0) &&
    !(isObject(value) && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(object).filter(([, value]) => isSet(value)));
}

function objectOf(pairs: Pair[]): JsonObject {
  const named = pairs.filter(({ name }) => name.trim() !== '');
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), value]));
}

function credential(form: CredentialForm): JsonObject | undefined {
  const { kind, secret } = form;
  if (kind === 'none') return undefined;
  if (kind === 'header') return { secret, header: form.header, ...filled({ prefix: form.prefix }) };
  if (kind === 'basic') return { secret, basic: { username: form.username } };
  return { secret, query: form.query };
}

/** The same fields, those of the stored document first, as it has them. */
function ordered(document: JsonObject, order: string[]): JsonObject {
  const place = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length);
  const entries = Object.entries(document).sort(([a], [b]) => place(a) - place(b));
  return Object.fromEntries(entries);
}

/** The document that the form stands for. */
export function documentOf(form: UpstreamForm): JsonObject {
  const isSecure = form.url.trim().startsWith('https:');
  const tls = filled({ caFile: form.caFile.trim(), serverName: form.serverName.trim() });
  // Where a stored document leaves its tenant out, it is the default one.
  const isNamed = form.order.length === 0 || form.order.includes('tenant');
  const document = {
    kind: 'Upstream',
    tenant: isNamed ? form.tenant : undefined,
    name: form.name.trim(),
    url: form.url.trim(),
    cluster: form.cluster.trim(),
    timeout: form.timeout.trim(),
    retries: form.attempts > 0 ? { attempts: form.attempts, on: form.retryOn } : undefined,
    headers: objectOf(form.headers),
    query: objectOf(form.query),
    credential: credential(form.credential),
    forwardHeaders: form.forwardHeaders,
    tls: isSecure ? tls : undefined,
  };
  return ordered({ ...filled(document), ...form.rest }, form.order);
}
