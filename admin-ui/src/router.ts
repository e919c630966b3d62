import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { FailedPage } from './features/shell/failed-page';
import { accountRoutes } from './routes/account';
import { chatRoutes } from './routes/chat';
import { fleetRoutes } from './routes/fleet';
import { historyRoutes } from './routes/history';
import { importRoutes } from './routes/imports';
import { peopleRoutes } from './routes/people';
import { playgroundRoutes } from './routes/playground';
import { rootRoute } from './routes/root';
import { secretRoutes } from './routes/secrets';
import { serverRoutes } from './routes/servers';
import { homeRoute, shellRoute } from './routes/shell';
import { signInRoute } from './routes/sign-in';
import { upstreamRoutes } from './routes/upstreams';
import { welcomeRoutes } from './routes/welcome';

/** Every page. A group of pages is a file in `routes/` that gives an array. */
const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    homeRoute,
    ...serverRoutes,
    ...welcomeRoutes,
    ...importRoutes,
    ...upstreamRoutes,
    ...secretRoutes,
    ...playgroundRoutes,
    ...chatRoutes,
    ...fleetRoutes,
    ...historyRoutes,
    ...peopleRoutes,
    ...accountRoutes,
  ]),
]);

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    history,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: FailedPage,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
