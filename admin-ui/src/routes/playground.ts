import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textOf } from './search';
import { shellRoute } from './shell';

interface PlaygroundSearch {
  tenant?: string;
  server?: string;
  /** `tool`, `prompt` or `resource`, and its name after a colon. */
  part?: string;
}

const playgroundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/playground',
  validateSearch: (search: Record<string, unknown>): PlaygroundSearch => ({
    tenant: textOf(search.tenant),
    server: textOf(search.server),
    part: textOf(search.part),
  }),
  component: lazyRouteComponent(
    () => import('../features/playground/playground-page'),
    'PlaygroundPage',
  ),
});

export const playgroundRoutes = [playgroundRoute];
