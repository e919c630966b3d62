import { Code, Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { mayEdit, useMe } from '../../api/me';
import { byCursor, entriesOf } from '../../api/pages';
import type { components } from '../../api/schema';
import { type Column, DataTable } from '../../components/data-table';
import { DocumentName } from '../../components/document-name';
import { Empty } from '../../components/empty';
import { IconPlus, IconUpstream } from '../../components/icons';
import { Link, LinkButton } from '../../components/link';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { useNarrowing } from '../../components/use-narrowing';
import { UsedBy } from '../../components/used-by';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import { useTexts } from '../../i18n/use-texts';
import { LastChange } from '../servers/last-change';

type UpstreamItem = components['schemas']['UpstreamItem'];

const route = getRouteApi('/shell/upstreams');

export function UpstreamsPage() {
  const t = useUpstreamsTexts();
  const { pages } = useTexts();
  const { q, search, tenant, filter, narrowed } = useNarrowing(route);
  const isEditor = mayEdit(useMe(), tenant);
  const init = { params: { query: filter } };
  const query = $api.useInfiniteQuery('get', '/api/v1/upstreams', init, byCursor);
  const create = isEditor && (
    <LinkButton to="/upstreams/new" leftSection={<IconPlus size={16} />}>
      {t.create}
    </LinkButton>
  );
  return (
    <Page title={pages.upstreams} about={t.about} actions={create}>
      <Group>
        <SearchField value={q} onSearch={search} label={t.searchLabel} />
      </Group>
      <List
        query={query}
        entries={entriesOf(query.data)}
        narrowed={narrowed}
        empty={
          <Empty
            icon={<IconUpstream size={28} />}
            title={t.empty.title}
            text={t.empty.text}
            actions={create}
          />
        }
      >
        {(entries) => <UpstreamTable entries={entries} />}
      </List>
    </Page>
  );
}

function UpstreamTable({ entries }: { entries: UpstreamItem[] }) {
  const t = useUpstreamsTexts();
  const columns: Column<UpstreamItem>[] = [
    {
      label: t.column.upstream,
      cell: (upstream) => (
        <DocumentName to="/upstreams/$tenant/$name" document={upstream} broken={t.broken} />
      ),
    },
    { label: t.column.address, cell: ({ url, cluster }) => <Code>{cluster ?? url}</Code> },
    {
      label: t.column.credential,
      cell: ({ tenant, secret }) =>
        secret == null ? (
          <Text span size="sm" c="dimmed">
            {t.noCredential}
          </Text>
        ) : (
          <Link to="/secrets/$tenant/$name" params={{ tenant, name: secret }} size="sm">
            {secret}
          </Link>
        ),
    },
    {
      label: t.column.usedBy,
      cell: ({ tenant, usedBy }) => (
        <UsedBy kind="servers" tenant={tenant} names={usedBy} nothing={t.unused} />
      ),
    },
    { label: t.column.changed, cell: ({ revision }) => <LastChange revision={revision} /> },
  ];
  return (
    <DataTable
      label={t.list}
      columns={columns}
      entries={entries}
      keyOf={({ tenant, name }) => `${tenant}/${name}`}
      minWidth={720}
    />
  );
}
