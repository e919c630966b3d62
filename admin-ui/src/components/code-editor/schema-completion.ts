import type { Completion, CompletionContext, CompletionSource } from '@codemirror/autocomplete';
import { placeAt } from './place';

/** As much of JSON Schema as completion needs. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: boolean | Schema;
  $defs?: Record<string, Schema>;
}

function resolved(schema: Schema | undefined, root: Schema): Schema | undefined {
  const name = schema?.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : { ...root.$defs?.[name], description: schema?.description };
}

function child(schema: Schema | undefined, step: string): Schema | undefined {
  if (step === '[]') return schema?.items;
  const others = schema?.additionalProperties;
  return schema?.properties?.[step] ?? (typeof others === 'object' ? others : undefined);
}

/** The schema of what is at the path. */
export function schemaAt(root: Schema, path: string[]): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const step of path) schema = resolved(child(schema, step), root);
  return schema;
}

function typeOf(schema: Schema | undefined): string | undefined {
  const type = schema?.type;
  return Array.isArray(type) ? type.join(' | ') : type;
}

/** What follows a key: its value beside it, or below. */
function applied(name: string, schema: Schema | undefined): string {
  const isBelow = schema?.type === 'object' || schema?.type === 'array';
  return isBelow ? `${name}:` : `${name}: `;
}

function keysOf(schema: Schema, root: Schema): Completion[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const whole = resolved(property, root);
    return {
      label: name,
      type: 'property',
      detail: typeOf(whole),
      info: whole?.description,
      apply: applied(name, whole),
    };
  });
}

function valuesOf(schema: Schema | undefined): Completion[] {
  const fixed = schema?.const === undefined ? schema?.enum : [schema.const];
  const values = schema?.type === 'boolean' ? [true, false] : (fixed ?? []);
  return values.map((value) => ({ label: String(value), type: 'enum' }));
}

/** Offers the fields and values that the schema knows at the cursor. */
export function completionBy(root: Schema): CompletionSource {
  return (context: CompletionContext) => {
    const place = placeAt(context.state.sliceDoc(0, context.pos));
    if (place.word === '' && !context.explicit) return null;
    const schema = schemaAt(root, place.path);
    if (schema === undefined) return null;
    const isKey = place.key === null;
    const own = isKey ? schema : resolved(child(schema, place.key ?? ''), root);
    const options = isKey ? keysOf(schema, root) : valuesOf(own);
    return options.length === 0 ? null : { from: context.pos - place.word.length, options };
  };
}
