import { expect, test } from 'vitest';
import { bodyOf, clashingNames, firstLook, nameOf, proposed, proposedSecrets } from './model';
import { PREVIEW } from './preview-of-tests';

const OPERATIONS = PREVIEW.report.operations;
const SOURCE = { text: 'openapi: 3.1.0', label: 'a.yaml' };

test('the first look chooses nothing', () => {
  expect(firstLook({ url: 'https://a/b' }, 'shop')).toEqual({
    url: 'https://a/b',
    options: { tenant: 'shop' },
  });
});

test('a body says what was chosen, and leaves the rest to the description', () => {
  const choices = proposed(PREVIEW, 'shop');
  const secrets = proposedSecrets(PREVIEW.report.secrets);
  const body = bodyOf({ source: SOURCE, choices, secrets }, OPERATIONS);
  expect(body).toMatchObject({ text: SOURCE.text, mode: 'create' });
  expect(body.options).toMatchObject({ tenant: 'shop', name: 'pets', path: '/pets' });
  expect(body.options?.operations).toBeUndefined();
  expect(body.options?.secrets).toEqual({});

  const fewer = {
    ...choices,
    left: ['GET /pets'],
    rename: { 'GET /pets': 'x', 'POST /pets': 'y' },
  };
  const given = { 'pets-key': { kind: 'value' as const, value: 'hunter2', env: 'PETS_KEY' } };
  const { options } = bodyOf({ source: SOURCE, choices: fewer, secrets: given }, OPERATIONS);
  expect(options?.operations).toEqual(['POST /pets']);
  expect(options?.rename).toEqual({ 'POST /pets': 'y' });
  expect(options?.secrets).toEqual({ 'pets-key': { value: 'hunter2' } });
});

test.each([
  ['env', { env: 'PETS_KEY' }],
  ['existing', { existing: true }],
  ['omit', { omit: true }],
] as const)('a secret may be: %s', (kind, expected) => {
  const secrets = { 'pets-key': { kind, value: '', env: 'PETS_KEY' } };
  const choices = proposed(PREVIEW, 'shop');
  const { options } = bodyOf({ source: SOURCE, choices, secrets }, OPERATIONS);
  expect(options?.secrets).toEqual({ 'pets-key': expected });
});

test('two tools of one name are found, unless one is left out', () => {
  const choices = { ...proposed(PREVIEW, 'shop'), rename: { 'POST /pets': 'list_pets' } };
  expect([...clashingNames(choices, OPERATIONS)]).toEqual(['list_pets']);
  expect(clashingNames({ ...choices, left: ['GET /pets'] }, OPERATIONS).size).toBe(0);
  const [first] = OPERATIONS;
  expect(first && nameOf(choices, first)).toBe('list_pets');
});
