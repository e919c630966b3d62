import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchedFor } from './search';
import { shellRoute } from './shell';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/secrets',
  validateSearch: searchedFor,
  component: lazyRouteComponent(() => import('../features/secrets/secrets-page'), 'SecretsPage'),
});

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/secrets/new',
  component: lazyRouteComponent(
    () => import('../features/secrets/new-secret-page'),
    'NewSecretPage',
  ),
});

const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/secrets/$tenant/$name',
  component: lazyRouteComponent(() => import('../features/secrets/secret-page'), 'SecretPage'),
});

export const secretRoutes = [listRoute, newRoute, detailRoute];
