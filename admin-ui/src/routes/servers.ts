import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchedFor } from './search';
import { shellRoute } from './shell';

interface DetailSearch {
  /** The revision that was just saved. */
  saved?: number;
}

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/servers',
  validateSearch: searchedFor,
  component: lazyRouteComponent(() => import('../features/servers/servers-page'), 'ServersPage'),
});

const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/servers/$tenant/$name',
  validateSearch: (search: Record<string, unknown>): DetailSearch => ({
    saved: typeof search.saved === 'number' ? search.saved : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/servers/server-page'), 'ServerPage'),
});

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/servers/new',
  component: lazyRouteComponent(
    () => import('../features/servers/edit/new-server-page'),
    'NewServerPage',
  ),
});

const editRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/servers/$tenant/$name/edit',
  component: lazyRouteComponent(
    () => import('../features/servers/edit/edit-server-page'),
    'EditServerPage',
  ),
});

export const serverRoutes = [listRoute, newRoute, detailRoute, editRoute];
