import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { meOptions } from '../api/me';
import { statusOf } from '../api/problem';
import { rootRoute } from './root';

/** The parent of all pages that need somebody to be signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meOptions);
    } catch (error) {
      if (statusOf(error) !== 401) throw error;
      throw redirect({ to: '/sign-in', search: { return_to: location.href } });
    }
  },
  component: lazyRouteComponent(() => import('../features/shell/shell'), 'Shell'),
});

export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/servers', replace: true });
  },
});
