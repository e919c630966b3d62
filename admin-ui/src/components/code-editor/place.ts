/** Where the cursor is in a YAML document: keys from the root, with `[]` for an entry of a list. */
export interface Place {
  path: string[];
  /** The key whose value is being written; `null` where a key is. */
  key: string | null;
  /** What is written of the word at the cursor. */
  word: string;
}

interface Line {
  indent: number;
  isEntry: boolean;
  key: string | null;
}

const FORM = /^(\s*)((?:- +)*-?\s*)(?:(["']?)([\w.$-]+)\3\s*:(?:\s|$))?/;

function read(text: string): Line {
  const [, spaces = '', dashes = '', , key] = FORM.exec(text) ?? [];
  return {
    indent: spaces.length + dashes.length,
    isEntry: dashes.includes('-'),
    key: key ?? null,
  };
}

/** The column that the dash of an entry stands in. */
const columnOfDash = (text: string) => /^\s*/.exec(text)?.[0].length ?? 0;

/** The path of what is written at the end of `before`, by indentation: it need not be whole YAML. */
export function placeAt(before: string): Place {
  const lines = before.split('\n');
  const last = lines.at(-1) ?? '';
  const own = read(last);
  const word = /[\w.$/-]*$/.exec(last)?.[0] ?? '';
  const path: string[] = [];
  let indent = own.indent;
  if (own.isEntry) {
    path.unshift('[]');
    indent = columnOfDash(last);
  }
  for (const text of lines.slice(0, -1).reverse()) {
    if (/^\s*(#|$)/.test(text)) continue;
    if (text.startsWith('---')) break;
    indent = climb(text, indent, path);
  }
  return { path, key: own.key, word };
}

/** Takes a line above into account: gives the indentation below which parents stand now. */
function climb(text: string, indent: number, path: string[]): number {
  const { indent: at, isEntry, key } = read(text);
  const dash = columnOfDash(text);
  const isParent = key !== null && (at < indent || (path[0] === '[]' && at === indent && !isEntry));
  if (isParent) {
    path.unshift(key);
    if (!isEntry) return at;
    path.unshift('[]');
    return dash;
  }
  // A key beside ours, in the first line of our entry.
  if (isEntry && at === indent && path[0] !== '[]') {
    path.unshift('[]');
    return dash;
  }
  return indent;
}
