import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchedFor } from './search';
import { shellRoute } from './shell';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/upstreams',
  validateSearch: searchedFor,
  component: lazyRouteComponent(
    () => import('../features/upstreams/upstreams-page'),
    'UpstreamsPage',
  ),
});

const editPages = () => import('../features/upstreams/upstream-edit-page');

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/upstreams/new',
  component: lazyRouteComponent(editPages, 'NewUpstreamPage'),
});

const detailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/upstreams/$tenant/$name',
  component: lazyRouteComponent(
    () => import('../features/upstreams/upstream-page'),
    'UpstreamPage',
  ),
});

const editRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/upstreams/$tenant/$name/edit',
  component: lazyRouteComponent(editPages, 'EditUpstreamPage'),
});

export const upstreamRoutes = [listRoute, newRoute, detailRoute, editRoute];
