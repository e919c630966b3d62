import type { JsonObject } from '../../api/document';
import type { components } from '../../api/schema';
import { listIn, textIn } from '../servers/model';

type Schemas = components['schemas'];
export type ImportPreview = Schemas['ImportPreview'];
export type ImportBody = Schemas['ImportBody'];
export type Operation = Schemas['ImportOperation'];
export type SecretNeed = Schemas['SecretNeed'];
export type Mode = Schemas['ImportMode'];

/** Where a description comes from. */
export type Source = { text: string; label: string } | { url: string };

/** What becomes of one secret that the description asks for. */
export interface SecretChoice {
  kind: 'value' | 'env' | 'existing' | 'omit';
  value: string;
  env: string;
}

/** What was chosen on the way to an import. Values of secrets are not among it. */
export interface Choices {
  tenant: string;
  name: string;
  path: string;
  serverUrl: string;
  /** Keys of the operations that do not become tools. */
  left: string[];
  /** Names of tools, by key of their operation. */
  rename: Record<string, string>;
  mode: Mode;
}

export interface Importing {
  source: Source;
  choices: Choices;
  secrets: Record<string, SecretChoice>;
}

/** The operations that can become tools. */
export function importable(operations: Operation[]): Operation[] {
  return operations.filter(({ reason }) => reason == null);
}

/** The documents of a kind that the preview would put. */
export function documentsOf(preview: ImportPreview, kind: string): JsonObject[] {
  return preview.documents.filter((document) => textIn(document, 'kind') === kind);
}

/** The tool that an operation becomes, as the preview's server has it. */
export function toolOf(preview: ImportPreview, { tool }: Operation): unknown {
  if (tool == null) return undefined;
  const tools = documentsOf(preview, 'Server').flatMap((server) => listIn(server, 'tools'));
  return tools.find((document) => textIn(document, 'name') === tool);
}

/** What the first look at a description proposes. */
export function proposed(preview: ImportPreview, tenant: string): Choices {
  const [server] = documentsOf(preview, 'Server');
  const [upstream] = documentsOf(preview, 'Upstream');
  return {
    tenant,
    name: textIn(server, 'name') ?? '',
    path: textIn(server, 'path') ?? '',
    serverUrl: textIn(upstream, 'url') ?? '',
    left: [],
    rename: {},
    mode: 'create',
  };
}

export function proposedSecrets(needs: SecretNeed[]): Record<string, SecretChoice> {
  const choice = ({ variable }: SecretNeed): SecretChoice => ({
    kind: 'value',
    value: '',
    env: variable,
  });
  return Object.fromEntries(needs.map((need) => [need.name, choice(need)]));
}

function filling({ kind, value, env }: SecretChoice): Schemas['SecretFilling'] {
  if (kind === 'value') return { value };
  if (kind === 'env') return { env };
  return kind === 'existing' ? { existing: true } : { omit: true };
}

/** A value that was not entered is none. */
function isFilled({ kind, value, env }: SecretChoice): boolean {
  if (kind === 'value') return value !== '';
  return kind !== 'env' || env.trim() !== '';
}

/** What was said of secrets, as the API takes it. */
export function fillings(secrets: Record<string, SecretChoice>) {
  const filled = Object.entries(secrets).filter(([, choice]) => isFilled(choice));
  return Object.fromEntries(filled.map(([name, choice]) => [name, filling(choice)]));
}

const orNone = (text: string) => (text.trim() === '' ? undefined : text.trim());

/** Only what was changed is said; the rest is as the description has it. */
export function bodyOf({ source, choices, secrets }: Importing, all: Operation[]): ImportBody {
  const left = new Set(choices.left);
  const rename = Object.entries(choices.rename).filter(([key]) => !left.has(key));
  const kept = importable(all).filter(({ key }) => !left.has(key));
  return {
    ...('url' in source ? { url: source.url } : { text: source.text }),
    mode: choices.mode,
    options: {
      tenant: choices.tenant,
      name: orNone(choices.name),
      path: orNone(choices.path),
      serverUrl: orNone(choices.serverUrl),
      operations: left.size === 0 ? undefined : kept.map(({ key }) => key),
      rename: Object.fromEntries(rename),
      secrets: fillings(secrets),
    },
  };
}

/** A request for the first look: nothing is chosen yet. */
export function firstLook(source: Source, tenant: string): ImportBody {
  return {
    ...('url' in source ? { url: source.url } : { text: source.text }),
    options: { tenant },
  };
}

/** The name that the tool of an operation will have. */
export function nameOf({ rename }: Choices, { key, tool, operationId }: Operation): string {
  return rename[key] ?? tool ?? operationId ?? '';
}

/** Names that more than one chosen operation would have. */
export function clashingNames(choices: Choices, operations: Operation[]): Set<string> {
  const left = new Set(choices.left);
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const operation of importable(operations)) {
    if (left.has(operation.key)) continue;
    const name = nameOf(choices, operation);
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return twice;
}
