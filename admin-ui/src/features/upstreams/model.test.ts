import { expect, test } from 'vitest';
import { documentOf, formOf } from './model';

const WHOLE = {
  kind: 'Upstream',
  tenant: 'shop',
  name: 'petstore',
  url: 'https://petstore.example.com/v3',
  cluster: 'outbound|443||petstore',
  timeout: '10s',
  retries: { attempts: 2, on: ['connect-failure', '5xx'] },
  headers: { 'X-Channel': 'mcp' },
  query: { version: '2' },
  credential: { secret: 'key', header: 'Authorization', prefix: 'Bearer ' },
  forwardHeaders: ['X-User-Id'],
  tls: { caFile: '/etc/ca.pem', serverName: 'petstore.internal' },
};

test.each([
  ['all fields', WHOLE],
  ['few fields', { kind: 'Upstream', tenant: 'default', name: 'a', url: 'http://a' }],
  [
    'a password',
    { ...WHOLE, credential: { secret: 'key', basic: { username: 'portico' } }, tls: undefined },
  ],
  ['a query parameter', { ...WHOLE, credential: { secret: 'key', query: 'api_key' } }],
  ['a header without prefix', { ...WHOLE, credential: { secret: 'key', header: 'X-Api-Key' } }],
  ['no tenant', { name: 'a', kind: 'Upstream', url: 'http://a' }],
  ['a field of tomorrow', { ...WHOLE, rateLimit: { perSecond: 3 } }],
])('a document with %s goes through the form unchanged', (_, document) => {
  const plain = JSON.parse(JSON.stringify(document));
  const saved = documentOf(formOf(plain));
  expect(saved).toEqual(plain);
  expect(Object.keys(saved)).toEqual(Object.keys(plain));
});

test('what is empty or not used is left out', () => {
  const form = formOf({}, 'shop');
  form.name = ' books ';
  form.url = 'http://books ';
  form.headers = [{ name: '', value: 'x' }];
  form.caFile = '/ca.pem';
  expect(documentOf(form)).toEqual({
    kind: 'Upstream',
    tenant: 'shop',
    name: 'books',
    url: 'http://books',
  });
});
