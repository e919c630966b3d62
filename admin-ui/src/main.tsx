import '@mantine/core/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppQueryClient } from './api/query-client';
import { App } from './app';
import { loadPreferred } from './i18n/language';
import { createAppRouter } from './router';

async function start(): Promise<void> {
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
