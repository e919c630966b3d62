import { JsonNumber, type JsonValue } from './value';

/** What is wrong with a text, and where: counted from 1. */
export interface Flaw {
  kind: 'syntax' | 'twice' | 'deep';
  line: number;
  column: number;
}

export type Parsed = { value: JsonValue } | { flaw: Flaw };

const DEEPEST = 200;

// Control characters are not allowed in texts.
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON's own grammar
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

const WORDS: Partial<Record<string, JsonValue>> = { true: true, false: false, null: null };

class Broken extends Error {
  readonly kind: Flaw['kind'];
  readonly at: number;

  constructor(kind: Flaw['kind'], at: number) {
    super(kind);
    this.kind = kind;
    this.at = at;
  }
}

interface Token {
  mark?: string;
  text?: string;
  value?: JsonValue;
  at: number;
}

class Reader {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  private ahead: Token | null = null;

  constructor(text: string) {
    this.text = text;
  }

  private token(): Token {
    const ahead = this.ahead;
    this.ahead = null;
    if (ahead !== null) return ahead;
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (found === null) throw new Broken('syntax', this.at);
    this.at = TOKEN.lastIndex;
    const [, mark, text, number, word] = found;
    const at = this.at - (mark ?? text ?? number ?? word ?? '').length;
    if (mark !== undefined) return { mark, at };
    if (text !== undefined) return { text: JSON.parse(text), at };
    if (number !== undefined) return { value: new JsonNumber(number), at };
    return { value: WORDS[word ?? 'null'] ?? null, at };
  }

  private takes(mark: string): boolean {
    const next = this.token();
    if (next.mark === mark) return true;
    this.ahead = next;
    return false;
  }

  private expects(mark: string): void {
    const next = this.token();
    if (next.mark !== mark) throw new Broken('syntax', next.at);
  }

  whole(): JsonValue {
    const value = this.value();
    const rest = this.text.slice(this.at);
    const blank = rest.length - rest.trimStart().length;
    if (blank < rest.length) throw new Broken('syntax', this.at + blank);
    return value;
  }

  private value(): JsonValue {
    const token = this.token();
    if (token.text !== undefined) return token.text;
    if (token.value !== undefined) return token.value;
    if (token.mark !== '{' && token.mark !== '[') throw new Broken('syntax', token.at);
    this.depth += 1;
    if (this.depth > DEEPEST) throw new Broken('deep', token.at);
    const value = token.mark === '{' ? this.map() : this.array();
    this.depth -= 1;
    return value;
  }

  private array(): JsonValue {
    const items: JsonValue[] = [];
    if (this.takes(']')) return items;
    do items.push(this.value());
    while (this.takes(','));
    this.expects(']');
    return items;
  }

  private map(): JsonValue {
    const members = new Map<string, JsonValue>();
    if (this.takes('}')) return members;
    do {
      const name = this.token();
      if (name.text === undefined) throw new Broken('syntax', name.at);
      if (members.has(name.text)) throw new Broken('twice', name.at);
      this.expects(':');
      members.set(name.text, this.value());
    } while (this.takes(','));
    this.expects('}');
    return members;
  }
}

/** Reads JSON, exactly. Members of the same name are a flaw, as one of them would be lost. */
export function parse(text: string): Parsed {
  try {
    return { value: new Reader(text).whole() };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const before = text.slice(0, error.at).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { flaw: { kind: error.kind, line: before.length, column } };
  }
}

/** The value of a text; `undefined` where it is no JSON. */
export function valueIn(text: string): JsonValue | undefined {
  const parsed = parse(text);
  return 'value' in parsed ? parsed.value : undefined;
}
