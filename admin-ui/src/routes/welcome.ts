import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './shell';

const welcomeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/welcome/welcome-page'), 'WelcomePage'),
});

export const welcomeRoutes = [welcomeRoute];
