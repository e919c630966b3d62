import { useTexts } from '../i18n/use-texts';
import { ProblemAlert } from './problem-alert';

/** What is asked of a query, or of several as one, to say why it failed. */
export interface Loading {
  error: unknown;
  refetch: () => unknown;
}

/** Why something could not be loaded, and a way to try again; nothing while that has not failed. */
export function LoadError({ query }: { query: Loading }) {
  const { problems } = useTexts();
  if (query.error === null) return null;
  return (
    <ProblemAlert
      title={problems.loadTitle}
      error={query.error}
      onRetry={() => void query.refetch()}
    />
  );
}
