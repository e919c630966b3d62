import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchedFor } from './search';
import { shellRoute } from './shell';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/fleet',
  validateSearch: searchedFor,
  component: lazyRouteComponent(() => import('../features/fleet/fleet-page'), 'FleetPage'),
});

const nodeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/fleet/$id',
  component: lazyRouteComponent(() => import('../features/fleet/node-page'), 'NodePage'),
});

export const fleetRoutes = [listRoute, nodeRoute];
