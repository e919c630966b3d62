import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './shell';

interface PlaygroundSearch {
  tenant?: string;
  server?: string;
  /** `tool`, `prompt` or `resource`, and its name after a colon. */
  part?: string;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const playgroundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/playground',
  validateSearch: (search: Record<string, unknown>): PlaygroundSearch => ({
    tenant: text(search.tenant),
    server: text(search.server),
    part: text(search.part),
  }),
  component: lazyRouteComponent(
    () => import('../features/playground/playground-page'),
    'PlaygroundPage',
  ),
});

export const playgroundRoutes = [playgroundRoute];
