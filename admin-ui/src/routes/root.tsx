import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { FailedPage } from '../features/shell/failed-page';

export interface RouterContext {
  queryClient: QueryClient;
}

/** Where there is not even a shell around. */
function FailedConsole(props: ErrorComponentProps) {
  return (
    <main>
      <FailedPage {...props} />
    </main>
  );
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: FailedConsole,
  notFoundComponent: lazyRouteComponent(
    () => import('../features/shell/missing-page'),
    'MissingPage',
  ),
});
