import { createMemoryHistory } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createAppQueryClient } from '../api/query-client';
import { App } from '../app';
import { choose, type Language } from '../i18n/language';
import { createAppRouter } from '../router';

/** The whole console at `path`, over the answers of `server`. */
export async function renderApp(path: string, language: Language = 'en') {
  await choose(language);
  const queryClient = createAppQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false, networkMode: 'always' } });
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createAppRouter(queryClient, history);
  const shown = render(<App queryClient={queryClient} router={router} />);
  return { ...shown, router, queryClient, user: userEvent.setup() };
}
