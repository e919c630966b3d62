import { expect, test } from 'vitest';
import { change, LAST } from './last-import-of-tests';
import {
  groupsOf,
  proposedSides,
  sideOf,
  takenCount,
  unchangedTools,
  updateBody,
  withSide,
} from './model';

const value = 'x' as never;

test.each([
  ['conflict', { by: 'both', base: value, source: value, here: value, path: 'title' }],
  ['source', { by: 'source', base: value, source: value, here: value, path: 'title' }],
  ['here', { by: 'here', base: value, source: value, here: value, path: 'title' }],
  ['added', { by: 'source', source: value, path: '' }],
  ['gone', { by: 'source', base: value, here: value, path: '' }],
  ['conflict', { by: 'both', base: value, here: value, path: '' }],
  ['removed', { by: 'here', base: value, source: value, path: '' }],
  ['removed', { by: 'both', base: value, source: value, path: '' }],
] as const)('a tool is: %s', (state, part) => {
  expect(groupsOf([change('a', part)]).map((group) => group.state)).toEqual([state]);
});

test('the changes of a tool stand together, and one that is contested is a conflict', () => {
  const groups = groupsOf([
    change('a', { by: 'source', path: 'title' }),
    change('b', { by: 'here', path: 'title' }),
    change('a', { by: 'both', path: 'description' }),
  ]);
  expect(groups.map(({ tool, state, changes }) => [tool, state, changes.length])).toEqual([
    ['a', 'conflict', 2],
    ['b', 'here', 1],
  ]);
  expect(unchangedTools(['a', 'b', 'c'], groups)).toEqual(['c']);
});

test('what is chosen goes before what is proposed', () => {
  const title = change('a', { by: 'both', path: 'title', taken: 'here' });
  expect(sideOf({}, title)).toBe('here');
  const sides = withSide({}, [title], 'source');
  expect(sideOf(sides, title)).toBe('source');
  expect([takenCount({}, [title]), takenCount(sides, [title])]).toEqual([0, 1]);
});

test('of an import that chose, what is new is offered and not taken', () => {
  const added = change('b', { by: 'source', source: value, path: '', taken: 'source' });
  expect(proposedSides(LAST, [added])).toEqual({});
  const chosen = { ...LAST, options: { ...LAST.options, operations: ['GET /pets'] } };
  expect(proposedSides(chosen, [added])).toEqual({ [added.id]: 'here' });
});

test('an update is made as the import was, and sees all operations', () => {
  const options = {
    ...LAST.options,
    operations: ['GET /pets'],
    rename: { 'GET /pets': 'find_pets' },
    sourceUrl: 'https://old.example.com/openapi.json',
    secrets: { 'pets-key': { omit: true } },
  };
  const last = { ...LAST, options };
  const secrets = { other: { kind: 'env' as const, value: '', env: 'OTHER' } };
  const text = { text: 'openapi: 3.1.0', label: 'a.yaml' };
  const body = updateBody({ last, source: text, sides: { x: 'here' }, secrets });
  expect(body).toMatchObject({ text: text.text, mode: 'update', choices: { x: 'here' } });
  expect(body.options?.operations).toBeUndefined();
  expect(body.options).toMatchObject({
    tenant: 'default',
    name: 'pets',
    rename: options.rename,
    sourceUrl: options.sourceUrl,
    secrets: { 'pets-key': { omit: true }, other: { env: 'OTHER' } },
  });
  // What is fetched says by itself where it was found.
  const url = 'https://new.example.com/openapi.json';
  const fetched = updateBody({ last, source: { url }, sides: {}, secrets: {} });
  expect(fetched).toMatchObject({ url });
  expect(fetched.options?.sourceUrl).toBeUndefined();
});
