import '@mantine/core/styles.css';
import './large-screen.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppQueryClient } from './api/query-client';
import { App } from './app';
import { loadPreferred } from './i18n/language';
import { nonce } from './nonce';
import { createAppRouter } from './router';

async function start(): Promise<void> {
  // For what locks the page's scrolling behind dialogs.
  setNonce(nonce());
  await loadPreferred();
  const queryClient = createAppQueryClient();
  const router = createAppRouter(queryClient);
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <App queryClient={queryClient} router={router} />
    </StrictMode>,
  );
}

void start();
