import type { QueryClient } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { $api } from '../api/client';
import { mayEdit, meOptions } from '../api/me';
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

const anyServer = $api.queryOptions('get', '/api/v1/servers', { params: { query: { limit: 1 } } });

/** Whether nothing is here yet, and who is here can change that. */
async function isFirstRun(queryClient: QueryClient): Promise<boolean> {
  try {
    const me = await queryClient.ensureQueryData(meOptions);
    return mayEdit(me) && (await queryClient.fetchQuery(anyServer)).items.length === 0;
  } catch {
    // The list of servers says what is wrong.
    return false;
  }
}

export const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const isFirst = await isFirstRun(context.queryClient);
    throw redirect({ to: isFirst ? '/welcome' : '/servers', replace: true });
  },
});
