import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { auditSearchOf } from '../features/history/audit-search';
import { searchedFor } from './search';
import { shellRoute } from './shell';

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/history',
  validateSearch: searchedFor,
  component: lazyRouteComponent(() => import('../features/history/history-page'), 'HistoryPage'),
});

interface RevisionSearch {
  /** The revision that it is compared with; the one before it where absent. */
  with?: number;
}

const revisionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/history/$number',
  validateSearch: (search: Record<string, unknown>): RevisionSearch => ({
    with: typeof search.with === 'number' && search.with >= 0 ? search.with : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/history/revision-page'), 'RevisionPage'),
});

const documentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/history/documents/$kind/$tenant/$name',
  component: lazyRouteComponent(
    () => import('../features/history/document-page'),
    'DocumentHistoryPage',
  ),
});

const deletedRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/history/deleted',
  component: lazyRouteComponent(() => import('../features/history/deleted-page'), 'DeletedPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  validateSearch: auditSearchOf,
  component: lazyRouteComponent(() => import('../features/history/audit-page'), 'AuditPage'),
});

export const historyRoutes = [listRoute, deletedRoute, revisionRoute, documentRoute, auditRoute];
