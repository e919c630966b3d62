import { expect, test } from 'vitest';
import { diffLines } from './lines';

function shown(before: string, after: string): string[] {
  const signs = { same: ' ', added: '+', removed: '-' };
  return diffLines(before, after).map(({ kind, text }) => signs[kind] + text);
}

test('the fewest lines change', () => {
  expect(shown('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual([' a', '-b', '+x', ' c', '+d']);
  expect(shown('a\nb\n', 'a\nb')).toEqual([' a', ' b']);
  expect(shown('', 'a\n')).toEqual(['+a']);
  expect(shown('a\n', '')).toEqual(['-a']);
});

test('lines have their numbers on both sides', () => {
  expect(diffLines('a\nb', 'b')).toEqual([
    { kind: 'removed', text: 'a', before: 1, after: null },
    { kind: 'same', text: 'b', before: 2, after: 1 },
  ]);
});

test('huge texts are compared as wholes', () => {
  const huge = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join('\n');
  const kinds = diffLines(huge('a'), huge('b')).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'removed')).toHaveLength(3000);
  expect(kinds.filter((kind) => kind === 'added')).toHaveLength(3000);
});
