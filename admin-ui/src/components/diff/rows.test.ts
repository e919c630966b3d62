import { expect, test } from 'vitest';
import { type Cell, diffRows } from './rows';

const side = (cell: Cell | null) => (cell === null ? '·' : `${cell.number} ${cell.text}`);

function shown(before: string, after: string): string[] {
  return diffRows(before, after).map((row) =>
    row.kind === 'fold' ? `fold ${row.rows.length}` : `${side(row.before)} | ${side(row.after)}`,
  );
}

test('what went stands beside what came', () => {
  expect(shown('a\nb\nc', 'a\nx\ny\nc')).toEqual([
    '1 a | 1 a',
    '2 b | 2 x',
    '· | 3 y',
    '3 c | 4 c',
  ]);
  expect(shown('', 'a')).toEqual(['· | 1 a']);
  expect(shown('a', '')).toEqual(['1 a | ·']);
});

test('what is far from a change is folded', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `l${at}`);
  const before = [...lines(10), 'old', ...lines(20), 'older', ...lines(4)].join('\n');
  const after = [...lines(10), 'new', ...lines(20), 'newer', ...lines(4)].join('\n');
  const rows = shown(before, after);
  expect(rows[0]).toBe('fold 7');
  expect(rows.slice(3, 6)).toEqual(['10 l9 | 10 l9', '11 old | 11 new', '12 l0 | 12 l0']);
  expect(rows[8]).toBe('fold 14');
  expect(rows).toContain('32 older | 32 newer');
  expect(rows.filter((row) => row.startsWith('fold'))).toHaveLength(2);
});

test('texts that are the same are one fold', () => {
  expect(shown('a\nb\nc\nd\ne', 'a\nb\nc\nd\ne')).toEqual(['fold 5']);
  expect(shown('', '')).toEqual([]);
});
