import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textOf } from './search';
import { shellRoute } from './shell';

interface NewChatSearch {
  /** The owner of `server`. */
  tenant?: string;
  /** Whose tools the model is offered at first. */
  server?: string;
}

const newChatRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/chat',
  validateSearch: (search: Record<string, unknown>): NewChatSearch => ({
    tenant: textOf(search.tenant),
    server: textOf(search.server),
  }),
  component: lazyRouteComponent(() => import('../features/chat/new-chat-page'), 'NewChatPage'),
});

const conversationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/chat/$id',
  component: lazyRouteComponent(
    () => import('../features/chat/conversation-page'),
    'ConversationPage',
  ),
});

interface ProvidersSearch {
  /** Set to begin with a new one. */
  new?: boolean;
}

const providersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers',
  validateSearch: (search: Record<string, unknown>): ProvidersSearch => ({
    new: search.new === true ? true : undefined,
  }),
  component: lazyRouteComponent(
    () => import('../features/providers/providers-page'),
    'ProvidersPage',
  ),
});

export const chatRoutes = [newChatRoute, conversationRoute, providersRoute];
