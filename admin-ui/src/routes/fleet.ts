import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './shell';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/fleet',
  validateSearch: (search: Record<string, unknown>): { q?: string } => ({
    q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/fleet/fleet-page'), 'FleetPage'),
});

const nodeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/fleet/$id',
  component: lazyRouteComponent(() => import('../features/fleet/node-page'), 'NodePage'),
});

export const fleetRoutes = [listRoute, nodeRoute];
