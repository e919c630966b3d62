import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './shell';

interface ListSearch {
  q?: string;
}

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/servers',
  validateSearch: (search: Record<string, unknown>): ListSearch => ({
    q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/servers/servers-page'), 'ServersPage'),
});

const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/servers/$tenant/$name',
  component: lazyRouteComponent(() => import('../features/servers/server-page'), 'ServerPage'),
});

export const serverRoutes = [listRoute, detailRoute];
