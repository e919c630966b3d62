/** A number as it is written: reading it would round `9007199254740993` and shorten `1.10`. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** JSON that is written again as it was read. Objects keep the order of their members. */
export type JsonValue = null | boolean | string | JsonNumber | JsonArray | JsonMap;
export type JsonArray = readonly JsonValue[];
export type JsonMap = ReadonlyMap<string, JsonValue>;

export type JsonType = 'null' | 'boolean' | 'string' | 'number' | 'array' | 'object';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Whether a text is a number of JSON. */
export const isNumberText = (text: string) => NUMBER.test(text);

export function isArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}

export function isMap(value: JsonValue | undefined): value is JsonMap {
  return value instanceof Map;
}

export function typeOf(value: JsonValue): JsonType {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  if (isMap(value)) return 'object';
  if (value instanceof JsonNumber) return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** Plain JSON, such as a part of a schema, as a value. */
export function ofPlain(plain: unknown): JsonValue {
  if (plain === null || plain === undefined) return null;
  if (typeof plain === 'boolean' || typeof plain === 'string') return plain;
  if (typeof plain === 'number') return new JsonNumber(JSON.stringify(plain));
  if (Array.isArray(plain)) return plain.map(ofPlain);
  return new Map(Object.entries(plain).map(([name, member]) => [name, ofPlain(member)]));
}

/** The object with this member; without it where the value is `undefined`. */
export function withMember(map: JsonMap, name: string, value: JsonValue | undefined): JsonMap {
  const next = new Map(map);
  if (value === undefined) next.delete(name);
  else next.set(name, value);
  return next;
}

/** Whether two values are the same JSON. Numbers are compared as they are written. */
export function isSame(one: JsonValue, other: JsonValue): boolean {
  if (one instanceof JsonNumber && other instanceof JsonNumber) return one.text === other.text;
  if (isArray(one) && isArray(other)) {
    return one.length === other.length && one.every((item, at) => isSame(item, other[at] ?? null));
  }
  if (isMap(one) && isMap(other)) {
    const hasAll = [...one].every(
      ([name, member]) => other.has(name) && isSame(member, other.get(name) ?? null),
    );
    return one.size === other.size && hasAll;
  }
  return one === other;
}
