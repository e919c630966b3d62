import { type DefaultBodyType, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { Problem } from '../api/problem';
import type { components, paths } from '../api/schema';

type Schemas = components['schemas'];

/** The paths that answer GET. */
type Readable = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths];

/** The JSON that a GET of the path answers, as the OpenAPI document says. */
type Answer<P extends Readable> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer B } } } };
}
  ? B
  : never;

const url = (path: string) => `*${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

/** Answers GET of the path with this body, whose type is the API's. */
export function answers<P extends Readable>(path: P, body: Answer<P>, headers?: HeadersInit) {
  return http.get(url(path), () => HttpResponse.json(body as DefaultBodyType, { headers }));
}

/** Answers requests of this method and path with a problem. */
export function fails(
  method: 'get' | 'put' | 'post' | 'delete',
  path: keyof paths,
  problem: Problem,
  headers: Record<string, string> = {},
) {
  const type = { 'content-type': 'application/problem+json' };
  const init = { status: problem.status, headers: { ...type, ...headers } };
  return http[method](url(path), () => new HttpResponse(JSON.stringify(problem), init));
}

export const ME: Schemas['Me'] = {
  name: 'ada',
  isAdmin: true,
  tenants: [],
  csrfToken: 'csrf-of-tests',
};

export const SETTINGS: Schemas['Settings'] = {
  gatewayUrl: 'http://127.0.0.1:10000',
  streams: true,
  history: true,
  configurationStore: 'sqlite',
  dataStore: 'sqlite',
  version: '0.1.0',
};

/** What every page asks for; a test adds its own by `server.use(…)`. */
export const server = setupServer(
  answers('/api/v1/me', ME),
  answers('/api/v1/settings', SETTINGS),
  answers('/api/v1/sign-in', { oidc: false }),
  answers('/api/v1/tenants', {
    items: [{ name: 'default', title: 'Default', pathPrefix: '/' }],
  }),
  answers('/api/v1/nodes', { items: [] }),
  answers('/api/v1/revisions', { items: [] }),
);
