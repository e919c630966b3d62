import { type Document, isMap, isScalar, parseDocument, type ToStringOptions } from 'yaml';

/** Where something is in a document: keys, and places in lists. */
export type Path = (string | number)[];

/** As the text is written already: with the dashes of lists below their key, or further in. */
function style(text: string): ToStringOptions {
  const isFlush = /^( *)[^\s#-][^\n]*:\n\1- /m.test(text);
  return { lineWidth: 0, indentSeq: !isFlush, flowCollectionPadding: false };
}

/** Integers keep all their digits. */
function parsed(text: string): Document {
  return parseDocument(text, { intAsBigInt: true, keepSourceTokens: true });
}

export interface TextProblem {
  line: number;
  message: string;
}

export interface Reading {
  /** What the text says; `null` if it is no YAML. */
  value: unknown;
  problems: TextProblem[];
}

/** Reads the text as pages show it. */
export function readText(text: string): Reading {
  const document = parseDocument(text, { prettyErrors: true });
  const problems = document.errors.map(({ message, linePos }) => ({
    line: linePos?.[0].line ?? 1,
    message: message.split(' at line ')[0] ?? message,
  }));
  return { value: problems.length > 0 ? null : document.toJS(), problems };
}

/** The text with another value at the path; without it if that is `undefined`. Comments stay. */
export function withValue(text: string, path: Path, value: unknown): string {
  const document = parsed(text);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
  return document.toString(style(text));
}

/** The text with another value at the end of the list at the path, which is made if need be. */
export function withAdded(text: string, path: Path, value: unknown): string {
  const document = parsed(text);
  const list = document.getIn(path);
  if (list == null) document.setIn(path, document.createNode([value]));
  else document.addIn(path, document.createNode(value));
  return document.toString(style(text));
}

/** The text with another name for a key of the object at the path, in the same place. */
export function withRenamed(text: string, path: Path, from: string, to: string): string {
  const document = parsed(text);
  const map = document.getIn(path, true);
  if (!isMap(map) || map.has(to) || to === '') return text;
  const pair = map.items.find(({ key }) => isScalar(key) && key.value === from);
  if (pair === undefined || !isScalar(pair.key)) return text;
  pair.key.value = to;
  return document.toString(style(text));
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The text with these fields: those that are the same stay as they are written. */
export function withFields(text: string, fields: Record<string, unknown>): string {
  const { value } = readText(text);
  const before: Record<string, unknown> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  const names = new Set([...Object.keys(before), ...Object.keys(fields)]);
  return [...names].reduce(
    (so, name) => (same(before[name], fields[name]) ? so : withValue(so, [name], fields[name])),
    text,
  );
}

/** What is at the path. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (typeof at !== 'object' || at === null) return undefined;
    return (at as Record<string | number, unknown>)[step];
  }, value);
}

/** As the control plane writes paths: `tools[0].http.path`. */
export function written(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
