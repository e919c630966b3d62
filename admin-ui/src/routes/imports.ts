import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './shell';

const importsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/imports-page'), 'ImportsPage'),
});

const updateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/imports/$tenant/$name',
  component: lazyRouteComponent(
    () => import('../features/imports/update/update-page'),
    'UpdatePage',
  ),
});

export const importRoutes = [importsRoute, updateRoute];
