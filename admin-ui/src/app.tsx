import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { expirations } from './api/session';
import { ConfirmProvider } from './components/confirm';
import { nonce } from './nonce';
import type { AppRouter } from './router';
import { theme, variables } from './theme';

// Not needed for the first view.
const Messages = lazy(async () => ({ default: (await import('./components/messages')).Messages }));

const colorSchemes = localStorageColorSchemeManager({ key: 'portico.theme' });

/** Leads to the sign-in page when the API says that the session is over, and back to this one then. */
function useExpiration(router: AppRouter): void {
  useEffect(
    () =>
      expirations.subscribe(() => {
        const { pathname, href } = router.state.location;
        if (pathname === '/sign-in') return;
        void router.navigate({ to: '/sign-in', search: { return_to: href, expired: true } });
      }),
    [router],
  );
}

interface AppProps {
  queryClient: QueryClient;
  router: AppRouter;
}

export function App({ queryClient, router }: AppProps) {
  useExpiration(router);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <QueryClientProvider client={queryClient}>
        <ConfirmProvider>
          <RouterProvider router={router} />
        </ConfirmProvider>
        <Suspense>
          <Messages />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
