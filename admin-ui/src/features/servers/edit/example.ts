import { isObject, listIn, objectIn, textIn } from '../model';
import type { ExampleResponse } from './trying';

const EXAMPLES: Record<string, unknown> = {
  string: 'text',
  integer: 1,
  number: 1,
  boolean: true,
};

/** How deep an example goes: schemas may refer to themselves. */
const DEEPEST = 4;

function exampleValue(schema: unknown, depth: number): unknown {
  if (!isObject(schema)) return 'text';
  const own = schema.default ?? listIn(schema, 'enum')[0] ?? listIn(schema, 'examples')[0];
  if (own !== undefined) return own;
  if (schema.const !== undefined) return schema.const;
  const type = textIn(schema, 'type') ?? (isObject(schema.properties) ? 'object' : 'string');
  if (type === 'array') return depth < DEEPEST ? [exampleValue(schema.items, depth + 1)] : [];
  if (type !== 'object') return EXAMPLES[type] ?? null;
  if (depth >= DEEPEST) return {};
  const properties = Object.entries(objectIn(schema, 'properties'));
  return Object.fromEntries(
    properties.map(([name, property]) => [name, exampleValue(property, depth + 1)]),
  );
}

/** Arguments that the schema may take: those that it demands, with its own examples where it has some. */
export function exampleOf(schema: unknown): string {
  const properties = objectIn(schema, 'properties');
  const example = Object.fromEntries(
    listIn(schema, 'required').map((name) => [
      String(name),
      exampleValue(properties[String(name)], DEEPEST - 1),
    ]),
  );
  return JSON.stringify(example, null, 2);
}

/** A response that fits the output schema, where there is one. */
export function exampleResponseOf(schema: unknown): ExampleResponse {
  const isGiven = isObject(schema) && Object.keys(schema).length > 0;
  const body = JSON.stringify(isGiven ? exampleValue(schema, 0) : {}, null, 2);
  return { status: 200, type: 'application/json', body };
}

/** The arguments that a text stands for; `null` unless it is an object. */
export function parsedArguments(text: string): Record<string, never> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? (value as Record<string, never>) : null;
  } catch {
    return null;
  }
}
