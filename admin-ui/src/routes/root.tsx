import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { FailedPage } from '../features/shell/failed-page';

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: FailedPage,
  notFoundComponent: lazyRouteComponent(
    () => import('../features/shell/missing-page'),
    'MissingPage',
  ),
});
