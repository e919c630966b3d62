import createFetchClient, { type Middleware } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { ApiError } from './problem';
import { noteAnswer, noteSilence } from './reachability';
import type { paths } from './schema';
import { currentCsrfToken, keepCsrfToken, noteExpiration } from './session';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Answers 401 where nobody is signed in yet, which is no session's end. */
const SIGNING_IN = new Set(['/api/v1/me', '/api/v1/sessions']);

const conventions: Middleware = {
  onRequest({ request }) {
    const token = currentCsrfToken();
    if (token !== null && !SAFE.has(request.method)) request.headers.set('X-CSRF-Token', token);
    return request;
  },
  async onResponse({ response, schemaPath }) {
    noteAnswer();
    if (response.ok) {
      if (SIGNING_IN.has(schemaPath)) await takeCsrfToken(response);
      return undefined;
    }
    if (response.status === 401 && !SIGNING_IN.has(schemaPath)) noteExpiration();
    throw await ApiError.of(response);
  },
  onError({ error }) {
    if (error instanceof TypeError) noteSilence();
  },
};

async function takeCsrfToken(response: Response): Promise<void> {
  const body: unknown = await response.clone().json();
  if (typeof body === 'object' && body !== null && 'csrfToken' in body) {
    keepCsrfToken(typeof body.csrfToken === 'string' ? body.csrfToken : null);
  }
}

/** Requests of the admin API. Whatever is no success is thrown as an `ApiError`. */
export const client = createFetchClient<paths>({
  baseUrl: window.location.origin,
  // Looked up at each request, as tests put another one in its place. A document has one ETag as JSON
  // and as YAML, so that a browser's cache would give one for the other.
  fetch: (request) => globalThis.fetch(request, { cache: 'no-store' }),
});
client.use(conventions);

/** The same as hooks and options of TanStack Query. */
export const $api = createQueryClient(client);
