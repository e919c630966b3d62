import type { components } from '../../../api/schema';
import type { ImportBody, SecretChoice, Source } from '../model';
import { fillings } from '../model';

type Schemas = components['schemas'];
export type FieldChange = Schemas['FieldChange'];
export type LastImport = Schemas['LastImport'];
export type Side = Schemas['Side'];

/** The side that each change is taken from, by the change's id. */
export type Sides = Record<string, Side>;

/** What happened to a tool, or to what is of no tool, since the last import. */
export const STATES = ['conflict', 'added', 'gone', 'removed', 'source', 'here'] as const;
export type State = (typeof STATES)[number];

/** All changes of one tool; of a document's own fields where there is no tool. */
export interface Group {
  key: string;
  document: string;
  tool: string | null;
  state: State;
  changes: FieldChange[];
}

/** A tool, or document, that one side does not have. */
function wholeState({ base, source, here, by }: FieldChange): State {
  if (source == null) return by === 'both' ? 'conflict' : 'gone';
  if (here != null) return by === 'both' ? 'conflict' : 'source';
  return base == null ? 'added' : 'removed';
}

function stateOf(changes: FieldChange[]): State {
  const [first] = changes;
  if (first !== undefined && first.path === '') return wholeState(first);
  if (changes.some(({ by }) => by === 'both')) return 'conflict';
  return changes.some(({ by }) => by === 'source') ? 'source' : 'here';
}

/** The changes, tool by tool, in the order of the documents. */
export function groupsOf(changes: FieldChange[]): Group[] {
  const groups = new Map<string, FieldChange[]>();
  for (const change of changes) {
    const key = `${change.document}/${change.tool ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups].map(([key, own]) => ({
    key,
    document: own[0]?.document ?? '',
    tool: own[0]?.tool ?? null,
    state: stateOf(own),
    changes: own,
  }));
}

/** The side that a change is taken from. */
export function sideOf(sides: Sides, { id, taken }: FieldChange): Side {
  return sides[id] ?? taken;
}

/** The same sides with one for all of these changes. */
export function withSide(sides: Sides, changes: FieldChange[], side: Side): Sides {
  return { ...sides, ...Object.fromEntries(changes.map(({ id }) => [id, side])) };
}

/**
 * What is proposed before anybody chooses. Of an import that chose among the operations, what is new may
 * have been there before and not been wanted.
 */
export function proposedSides(last: LastImport, changes: FieldChange[]): Sides {
  if (last.options.operations == null) return {};
  const added = groupsOf(changes).filter(({ state }) => state === 'added');
  return withSide(
    {},
    added.flatMap((group) => group.changes),
    'here',
  );
}

/** The tools of the server that neither side changed. */
export function unchangedTools(tools: string[], groups: Group[]): string[] {
  const changed = new Set(groups.map(({ tool }) => tool));
  return tools.filter((name) => !changed.has(name));
}

/** How many changes the documents here would see. */
export function takenCount(sides: Sides, changes: FieldChange[]): number {
  return changes.filter((change) => sideOf(sides, change) === 'source').length;
}

/** The options of the last import, but for what it chose: what is new is to be seen. */
function optionsOf({ options, tenant, name, documents }: LastImport, isFetched: boolean) {
  const { operations: _, sourceUrl, ...rest } = options;
  const servers = documents.filter(({ kind }) => kind === 'Server');
  // A description that calls itself otherwise now is the same server still.
  const own = servers.length === 1 ? { name } : {};
  return { ...rest, ...own, tenant, sourceUrl: isFetched ? undefined : sourceUrl };
}

export interface Updating {
  last: LastImport;
  source: Source;
  sides: Sides;
  secrets: Record<string, SecretChoice>;
}

/** The request of an update, or of the look at it. */
export function updateBody({ last, source, sides, secrets }: Updating): ImportBody {
  const isFetched = 'url' in source;
  const options = optionsOf(last, isFetched);
  return {
    ...(isFetched ? { url: source.url } : { text: source.text }),
    mode: 'update',
    options: { ...options, secrets: { ...options.secrets, ...fillings(secrets) } },
    choices: sides,
  };
}

/** A value as people read it. */
export function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
