import { expect, test } from 'vitest';
import { placeAt } from './place';

const TABLE: [string, string[], string | null, string][] = [
  ['na', [], null, 'na'],
  ['name: shop\npa', [], null, 'pa'],
  ['tools:\n- na', ['tools', '[]'], null, 'na'],
  ['tools:\n  - name: a\n    ht', ['tools', '[]'], null, 'ht'],
  ['tools:\n- name: a\n  http:\n    me', ['tools', '[]', 'http'], null, 'me'],
  ['tools:\n- name: a\n  http:\n    method: P', ['tools', '[]', 'http'], 'method', 'P'],
  ['tools:\n- http:\n    pa', ['tools', '[]', 'http'], null, 'pa'],
  ['cache:\n  ttl: 5s\nses', [], null, 'ses'],
  ['tools:\n- name: a\n# why\n\n- title: b\n  de', ['tools', '[]'], null, 'de'],
  [
    'tools:\n- name: a\n  http:\n    parameters:\n    - in: qu',
    ['tools', '[]', 'http', 'parameters', '[]'],
    'in',
    'qu',
  ],
];

test.each(TABLE)('%j', (before, path, key, word) => {
  expect(placeAt(before)).toEqual({ path, key, word });
});
