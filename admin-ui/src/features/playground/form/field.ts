import type { JsonObject } from '../../../api/document';
import { isArray, isMap, isSame, JsonNumber, type JsonValue, ofPlain } from '../../../json/value';
import { isObject, listIn, textIn } from '../../servers/model';

/** How a value of a schema is entered. */
export type Field =
  | { kind: 'text' }
  | { kind: 'number'; isInteger: boolean }
  | { kind: 'boolean' }
  | { kind: 'choice'; options: JsonValue[] }
  | { kind: 'array'; items: unknown }
  | { kind: 'object'; properties: [string, unknown][]; required: ReadonlySet<string> }
  /** One of several schemas, each with what it is called. */
  | { kind: 'variants'; variants: { label: string; schema: unknown }[] }
  /** Anything: entered as JSON. */
  | { kind: 'json' };

const MOST_HOPS = 32;

function target(reference: string, root: unknown): unknown {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined;
  const steps = reference.split('/').slice(1);
  return steps.reduce<unknown>((at, step) => {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) return at[Number(key)];
    return isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }, root);
}

function merged(one: JsonObject, other: JsonObject): JsonObject {
  const both = { ...one, ...other };
  if (isObject(one.properties) && isObject(other.properties)) {
    both.properties = { ...one.properties, ...other.properties };
  }
  const required = [...listIn(one, 'required'), ...listIn(other, 'required')];
  if (required.length > 0) both.required = required;
  return both;
}

/** The schema without `$ref` and `allOf` at its top; `{}` where it leads nowhere. */
export function resolved(schema: unknown, root: unknown, hops = 0): JsonObject {
  if (!isObject(schema) || hops > MOST_HOPS) return {};
  const { $ref, allOf, ...own } = schema;
  let whole: JsonObject = own;
  if (typeof $ref === 'string') {
    whole = merged(resolved(target($ref, root), root, hops + 1), whole);
  }
  for (const part of Array.isArray(allOf) ? allOf : []) {
    whole = merged(whole, resolved(part, root, hops + 1));
  }
  return whole;
}

function typesOf(schema: JsonObject): string[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.filter((one) => typeof one === 'string');
  if (typeof type === 'string') return [type];
  if (isObject(schema.properties)) return ['object'];
  return schema.items === undefined ? [] : ['array'];
}

function variantsOf(schema: JsonObject, root: unknown): Field | null {
  const { oneOf, anyOf, ...own } = schema;
  const list = [oneOf, anyOf].find((one) => Array.isArray(one) && one.length > 0);
  if (!Array.isArray(list)) {
    const types = typesOf(schema);
    if (types.length < 2) return null;
    const variants = types.map((type) => ({ label: type, schema: { ...own, type } }));
    return { kind: 'variants', variants };
  }
  const variants = list.map((one, at) => {
    const whole = merged(own, resolved(one, root));
    const label = textIn(whole, 'title') ?? typesOf(whole).join(' | ');
    return { label: label === '' ? String(at + 1) : label, schema: whole };
  });
  return { kind: 'variants', variants };
}

const SIMPLE: Partial<Record<string, Field>> = {
  string: { kind: 'text' },
  number: { kind: 'number', isInteger: false },
  integer: { kind: 'number', isInteger: true },
  boolean: { kind: 'boolean' },
  null: { kind: 'choice', options: [null] },
};

/** How a value of the schema, which is a part of `root`, is entered. */
export function fieldOf(schema: unknown, root: unknown): Field {
  const whole = resolved(schema, root);
  if (Array.isArray(whole.enum)) return { kind: 'choice', options: whole.enum.map(ofPlain) };
  if ('const' in whole) return { kind: 'choice', options: [ofPlain(whole.const)] };
  const variants = variantsOf(whole, root);
  if (variants !== null) return variants;
  const [type] = typesOf(whole);
  if (type === 'array')
    return isObject(whole.items) ? { kind: 'array', items: whole.items } : JSON_;
  if (type === 'object') {
    if (!isObject(whole.properties)) return JSON_;
    const required = listIn(whole, 'required').filter((name) => typeof name === 'string');
    const properties = Object.entries(whole.properties);
    return { kind: 'object', properties, required: new Set(required) };
  }
  return SIMPLE[type ?? ''] ?? JSON_;
}

const JSON_: Field = { kind: 'json' };

/** Whether the field can show the value, so that nothing of it is lost. */
export function shows(field: Field, value: JsonValue, root: unknown): boolean {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      // A text is a number that is not complete yet.
      return value instanceof JsonNumber || typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return field.options.some((option) => isSame(option, value));
    case 'array':
      return isArray(value);
    case 'object':
      return isMap(value);
    case 'variants':
      return variantFor(field.variants, value, root) !== -1;
    case 'json':
      return true;
  }
}

/** The first variant that can show the value; -1 if there is none. */
export function variantFor(
  variants: { schema: unknown }[],
  value: JsonValue,
  root: unknown,
): number {
  const fields = variants.map(({ schema }) => fieldOf(schema, root));
  const isUnfinished = (field: Field) => field.kind === 'number' && typeof value === 'string';
  return fields.findIndex((field) => !isUnfinished(field) && shows(field, value, root));
}

/** What an entry begins with when it is added. */
export function initialOf(schema: unknown, root: unknown): JsonValue {
  const whole = resolved(schema, root);
  if ('default' in whole) return ofPlain(whole.default);
  const field = fieldOf(schema, root);
  if (field.kind === 'object') return new Map();
  if (field.kind === 'array') return [];
  if (field.kind === 'boolean') return false;
  if (field.kind === 'choice') return field.options[0] ?? null;
  if (field.kind === 'variants') return initialOf(field.variants[0]?.schema, root);
  return field.kind === 'json' ? new Map() : '';
}
