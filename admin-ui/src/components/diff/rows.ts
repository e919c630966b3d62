import { type DiffLine, diffLines } from './lines';

/** One side of a row. */
export interface Cell {
  number: number;
  text: string;
  kind: DiffLine['kind'];
}

/** Lines that stand side by side; a side without a line is `null`. */
export interface PairRow {
  kind: 'pair';
  before: Cell | null;
  after: Cell | null;
}

/** Lines that are the same on both sides, and many. */
export interface FoldRow {
  kind: 'fold';
  rows: PairRow[];
}

/** Unchanged lines that are shown around a change. */
const CONTEXT = 3;

/** Fewer lines than this are not worth folding. */
const LEAST_FOLD = 4;

function pairsOf(lines: DiffLine[]): PairRow[] {
  const rows: PairRow[] = [];
  let removed: Cell[] = [];
  let added: Cell[] = [];
  const flush = () => {
    const height = Math.max(removed.length, added.length);
    for (let at = 0; at < height; at += 1) {
      rows.push({ kind: 'pair', before: removed[at] ?? null, after: added[at] ?? null });
    }
    removed = [];
    added = [];
  };
  for (const { kind, text, before, after } of lines) {
    if (kind === 'same') {
      flush();
      rows.push({
        kind: 'pair',
        before: { number: before ?? 0, text, kind },
        after: { number: after ?? 0, text, kind },
      });
    } else if (kind === 'removed') removed.push({ number: before ?? 0, text, kind });
    else added.push({ number: after ?? 0, text, kind });
  }
  flush();
  return rows;
}

const isSame = ({ before, after }: PairRow) => before?.kind === 'same' && after?.kind === 'same';

/** Two texts side by side: what changed with some lines around it, the rest folded. */
export function diffRows(textBefore: string, textAfter: string): (PairRow | FoldRow)[] {
  const pairs = pairsOf(diffLines(textBefore, textAfter));
  const rows: (PairRow | FoldRow)[] = [];
  let start = 0;
  while (start < pairs.length) {
    const next = pairs.findIndex((row, at) => at >= start && !isSame(row));
    const end = next === -1 ? pairs.length : next;
    rows.push(...folded(pairs.slice(start, end), start === 0, next === -1));
    for (start = end; start < pairs.length; start += 1) {
      const row = pairs[start];
      if (row === undefined || isSame(row)) break;
      rows.push(row);
    }
  }
  return rows;
}

/** A run of unchanged lines, with its middle folded. */
function folded(run: PairRow[], isFirst: boolean, isLast: boolean): (PairRow | FoldRow)[] {
  const from = isFirst ? 0 : CONTEXT;
  const to = run.length - (isLast ? 0 : CONTEXT);
  if (to - from < LEAST_FOLD) return run;
  return [...run.slice(0, from), { kind: 'fold', rows: run.slice(from, to) }, ...run.slice(to)];
}
