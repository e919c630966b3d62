import type { ImportPreview, Operation } from './model';

function operation(key: string, tool: string | null, part: Partial<Operation> = {}): Operation {
  const [method = '', path = ''] = key.split(' ');
  return {
    key,
    method,
    path,
    summary: `About ${key}`,
    tags: ['pets'],
    deprecated: false,
    place: `paths.${path}`,
    tool,
    reason: tool === null ? 'HEAD has no body to give' : null,
    chosen: true,
    warnings: [],
    ...part,
  };
}

const upstream = {
  kind: 'Upstream',
  tenant: 'default',
  name: 'pets',
  url: 'https://pets.example.com',
};

const listPets = {
  name: 'list_pets',
  description: 'Lists pets.',
  inputSchema: { type: 'object', properties: { limit: { type: 'integer' } }, required: ['limit'] },
  http: { upstream: 'pets', path: '/pets' },
};

const server = {
  kind: 'Server',
  tenant: 'default',
  name: 'pets',
  path: '/pets',
  tools: [listPets, { name: 'add_pet', http: { upstream: 'pets', method: 'POST', path: '/pets' } }],
};

/** What the control plane says of a small description, in tests. */
export const PREVIEW: ImportPreview = {
  report: {
    format: 'openapi-3.1',
    title: 'Pets',
    version: '1.2.0',
    servers: [{ url: 'https://pets.example.com', variables: {} }],
    operations: [
      operation('GET /pets', 'list_pets', {
        warnings: [{ code: 'x', place: 'paths./pets.get', message: 'a header is left out' }],
      }),
      operation('POST /pets', 'add_pet'),
      operation('HEAD /pets', null),
    ],
    secrets: [
      {
        name: 'pets-key',
        scheme: 'key',
        purpose: 'API key in the header `X-Key`',
        variable: 'PETS_KEY',
        given: false,
      },
    ],
    warnings: [],
  },
  documents: [upstream, server] as unknown as ImportPreview['documents'],
  replaced: [],
  changes: [],
  errors: [],
};
