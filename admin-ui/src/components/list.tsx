import { Button, Center, Paper, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts';
import { LoadError } from './load-error';
import { ProblemAlert } from './problem-alert';

/** What a list needs of an infinite query. */
interface Pages {
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

interface ListProps<T> {
  query: Pages;
  /** What is loaded, as `entriesOf` gives it. */
  entries: T[] | undefined;
  /** Shown where there is nothing at all. */
  empty: ReactNode;
  /** What the list is narrowed down to; then "nothing" means that nothing matches. */
  narrowed: { text: string; tenant: string | null; onReset: () => void };
  children: (entries: T[]) => ReactNode;
}

/** A list in all its states: loading, failed, empty, nothing found, and page after page. */
export function List<T>({ query, entries, empty, narrowed, children }: ListProps<T>) {
  const { words } = useTexts();
  if (entries === undefined) {
    if (query.error !== null && !query.isPending) {
      return <LoadError query={query} />;
    }
    return <ListSkeleton />;
  }
  if (entries.length === 0) {
    return narrowed.text === '' && narrowed.tenant === null ? (
      empty
    ) : (
      <NothingFound {...narrowed} />
    );
  }
  return (
    <Stack>
      {query.error !== null && <ProblemAlert error={query.error} onRetry={query.refetch} />}
      {children(entries)}
      {query.hasNextPage && (
        <Center>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            {words.loadMore}
          </Button>
        </Center>
      )}
    </Stack>
  );
}

interface NothingFoundProps {
  text: string;
  tenant: string | null;
  onReset: () => void;
}

function NothingFound({ text, tenant, onReset }: NothingFoundProps) {
  const { words } = useTexts();
  return (
    <Paper withBorder p="lg">
      <Stack align="center" gap="sm">
        <Text role="status">
          {text === '' ? words.nothingInTenant(tenant ?? '') : words.nothingFound(text)}
        </Text>
        <Button variant="default" onClick={onReset}>
          {words.showAll}
        </Button>
      </Stack>
    </Paper>
  );
}

const ROWS = 6;

/** As high as the rows that will stand there. */
export function ListSkeleton() {
  const { words } = useTexts();
  return (
    <Paper withBorder p="md" aria-busy>
      <VisuallyHidden role="status">{words.loading}</VisuallyHidden>
      <Stack gap="md">
        {Array.from({ length: ROWS }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
          <Skeleton key={row} height={28} />
        ))}
      </Stack>
    </Paper>
  );
}
