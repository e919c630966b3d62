import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from './root';

interface SignInSearch {
  /** The page that was asked for. */
  return_to?: string;
  /** Set where a session was over. */
  expired?: boolean;
}

/** Only paths of this site. */
function ownPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    return_to: ownPath(search.return_to),
    expired: search.expired === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page'), 'SignInPage'),
});
