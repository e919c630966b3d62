import { valueIn } from './parse';
import { isArray, JsonNumber, type JsonValue } from './value';

const STEP = '  ';

/** Writes JSON with two spaces for each level, or in one line. */
export function print(value: JsonValue, isIndented = true, margin = ''): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (value instanceof JsonNumber) return value.text;
  const inner = isIndented ? margin + STEP : '';
  const parts = isArray(value)
    ? value.map((item) => print(item, isIndented, inner))
    : [...value].map(
        ([name, member]) =>
          `${JSON.stringify(name)}:${isIndented ? ' ' : ''}${print(member, isIndented, inner)}`,
      );
  const [open, close] = isArray(value) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  if (!isIndented) return `${open}${parts.join(',')}${close}`;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${margin}${close}`;
}

/** The same JSON over several lines; the text as it is where it is no JSON. */
export function pretty(text: string): string {
  const value = valueIn(text);
  return value === undefined ? text : print(value);
}
