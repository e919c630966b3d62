import { Skeleton } from '@mantine/core';
import { LoadError, type Loading } from './load-error';
import { Page } from './page';

interface UnloadedPageProps {
  title: string;
  query: Loading;
  /** Of what will stand there, from above to below. */
  heights?: number[];
}

/** Stands for a page while what it shows is loaded, and where that failed. */
export function UnloadedPage({ title, query, heights = [320] }: UnloadedPageProps) {
  return (
    <Page title={title}>
      <LoadError query={query} />
      {query.error === null && heights.map((height) => <Skeleton key={height} height={height} />)}
    </Page>
  );
}
