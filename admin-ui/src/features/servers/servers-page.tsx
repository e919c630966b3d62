import { Group } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { mayEdit, useMe } from '../../api/me';
import { byCursor, entriesOf } from '../../api/pages';
import { Empty } from '../../components/empty';
import { IconPlus, IconServer } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { useNarrowing } from '../../components/use-narrowing';
import { type View, ViewSwitch } from '../../components/view-switch';
import { useServersTexts } from '../../i18n/pages/servers';
import { useTexts } from '../../i18n/use-texts';
import { ServerCards } from './server-cards';
import { ServerTable } from './server-table';

const route = getRouteApi('/shell/servers');

export function ServersPage() {
  const t = useServersTexts();
  const { pages } = useTexts();
  const { q, search, tenant, filter, narrowed } = useNarrowing(route);
  const [view, setView] = useLocalStorage<View>({
    key: 'portico.servers-view',
    defaultValue: 'table',
    getInitialValueInEffect: false,
  });
  const query = $api.useInfiniteQuery(
    'get',
    '/api/v1/servers',
    { params: { query: filter } },
    byCursor,
  );
  const create = mayEdit(useMe(), tenant) && (
    <LinkButton to="/servers/new" leftSection={<IconPlus size={16} />}>
      {t.create}
    </LinkButton>
  );
  const Shown = view === 'table' ? ServerTable : ServerCards;
  return (
    <Page title={pages.servers} about={t.about} actions={create}>
      <Group justify="space-between">
        <SearchField value={q} onSearch={search} label={t.searchLabel} />
        <ViewSwitch view={view} onChange={setView} />
      </Group>
      <List
        query={query}
        entries={entriesOf(query.data)}
        narrowed={narrowed}
        empty={
          <Empty
            icon={<IconServer size={28} />}
            title={t.empty.title}
            text={t.empty.text}
            actions={create}
          />
        }
      >
        {(entries) => <Shown entries={entries} />}
      </List>
    </Page>
  );
}
