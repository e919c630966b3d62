/** A line of a comparison, with its number on each side where it stands there. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  before: number | null;
  after: number | null;
}

/** More pairs of lines than this are not compared one by one. */
const MOST_PAIRS = 4_000_000;

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** For each pair of positions, how many lines the two rests have in common. */
function commonLengths(before: string[], after: string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const skip = Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
      const take = (lengths[(i + 1) * width + j + 1] ?? 0) + 1;
      lengths[i * width + j] = before[i] === after[j] ? take : skip;
    }
  }
  return lengths;
}

/** Two texts that are compared. */
interface Comparison {
  before: string[];
  after: string[];
  /** As `commonLengths` gives it; empty where the texts are too long. */
  lengths: Uint32Array;
}

/** What comes next where `i` and `j` lines of the two are done. */
function kindAt({ before, after, lengths }: Comparison, i: number, j: number): DiffLine['kind'] {
  if (j >= after.length) return 'removed';
  if (i >= before.length) return 'added';
  if (before[i] === after[j]) return 'same';
  const width = after.length + 1;
  const withoutRemoved = lengths[(i + 1) * width + j] ?? 0;
  const withoutAdded = lengths[i * width + j + 1] ?? 0;
  return withoutRemoved >= withoutAdded ? 'removed' : 'added';
}

/** What differs between two texts, line by line: the fewest changes. */
export function diffLines(textBefore: string, textAfter: string): DiffLine[] {
  const before = linesOf(textBefore);
  const after = linesOf(textAfter);
  const isLong = before.length * after.length > MOST_PAIRS;
  const lengths = isLong ? new Uint32Array() : commonLengths(before, after);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const kind = kindAt({ before, after, lengths }, i, j);
    const text = (kind === 'added' ? after[j] : before[i]) ?? '';
    const [isBefore, isAfter] = [kind !== 'added', kind !== 'removed'];
    lines.push({ kind, text, before: isBefore ? i + 1 : null, after: isAfter ? j + 1 : null });
    i += Number(isBefore);
    j += Number(isAfter);
  }
  return lines;
}
