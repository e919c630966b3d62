import { Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import type { Revision } from '../../api/history';
import { byCursor, entriesOf } from '../../api/pages';
import { useSettings } from '../../api/settings';
import { Empty } from '../../components/empty';
import { IconHistory, IconTrash } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { useNarrowing } from '../../components/use-narrowing';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useTexts } from '../../i18n/use-texts';
import { RevisionTable } from './revision-table';

const route = getRouteApi('/shell/history');

/** How often the list is asked for again: others change things too. */
const INTERVAL = 15_000;

function isAbout({ summary, author, reason, number }: Revision, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [summary, author, reason, String(number)].some((part) =>
    part.toLowerCase().includes(wanted),
  );
}

export function HistoryPage() {
  const t = useHistoryTexts();
  const { pages } = useTexts();
  const settings = useSettings();
  return (
    <Page
      title={pages.history}
      about={t.about}
      actions={
        settings?.history === true && (
          <LinkButton to="/history/deleted" variant="default" leftSection={<IconTrash size={16} />}>
            {t.deletions.title}
          </LinkButton>
        )
      }
    >
      {settings?.history === false ? (
        <Empty icon={<IconHistory size={28} />} title={t.none.title} text={t.none.text} />
      ) : (
        settings !== undefined && <Revisions />
      )}
    </Page>
  );
}

function Revisions() {
  const t = useHistoryTexts();
  const { q, search, filter, narrowed } = useNarrowing(route);
  const init = { params: { query: { tenant: filter.tenant } } };
  const query = $api.useInfiniteQuery('get', '/api/v1/revisions', init, {
    ...byCursor,
    refetchInterval: INTERVAL,
  });
  const loaded = entriesOf(query.data);
  return (
    <Stack>
      <Group>
        <SearchField value={q} onSearch={search} label={t.searchLabel} />
      </Group>
      {q !== '' && query.hasNextPage && (
        <Text size="sm" c="dimmed" role="status">
          {t.searchedOnly(loaded?.length ?? 0)}
        </Text>
      )}
      <List
        query={query}
        entries={loaded?.filter((revision) => isAbout(revision, q))}
        narrowed={narrowed}
        empty={<Empty icon={<IconHistory size={28} />} title={t.empty.title} text={t.empty.text} />}
      >
        {(revisions) => <RevisionTable revisions={revisions} />}
      </List>
    </Stack>
  );
}
