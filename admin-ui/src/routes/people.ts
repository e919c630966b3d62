import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchedFor } from './search';
import { shellRoute } from './shell';

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  validateSearch: searchedFor,
  component: lazyRouteComponent(() => import('../features/people/users-page'), 'UsersPage'),
});

const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users/$user',
  component: lazyRouteComponent(() => import('../features/people/user-page'), 'UserPage'),
});

const tenantsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tenants',
  component: lazyRouteComponent(() => import('../features/people/tenants-page'), 'TenantsPage'),
});

const tenantRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tenants/$tenant',
  component: lazyRouteComponent(() => import('../features/people/tenant-page'), 'TenantPage'),
});

export const peopleRoutes = [usersRoute, userRoute, tenantsRoute, tenantRoute];
