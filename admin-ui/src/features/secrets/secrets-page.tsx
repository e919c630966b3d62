import { Code, Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { mayEdit, useMe } from '../../api/me';
import { byCursor, entriesOf } from '../../api/pages';
import type { components } from '../../api/schema';
import { type Column, DataTable } from '../../components/data-table';
import { DocumentName } from '../../components/document-name';
import { Empty } from '../../components/empty';
import { IconPlus, IconSecret } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { useNarrowing } from '../../components/use-narrowing';
import { UsedBy } from '../../components/used-by';
import { useSecretsTexts } from '../../i18n/pages/secrets';
import { useTexts } from '../../i18n/use-texts';
import { LastChange } from '../servers/last-change';

type SecretItem = components['schemas']['SecretItem'];

const route = getRouteApi('/shell/secrets');

export function SecretsPage() {
  const t = useSecretsTexts();
  const { pages } = useTexts();
  const { q, search, tenant, filter, narrowed } = useNarrowing(route);
  const isEditor = mayEdit(useMe(), tenant);
  const init = { params: { query: filter } };
  const query = $api.useInfiniteQuery('get', '/api/v1/secrets', init, byCursor);
  const create = isEditor && (
    <LinkButton to="/secrets/new" leftSection={<IconPlus size={16} />}>
      {t.create}
    </LinkButton>
  );
  return (
    <Page title={pages.secrets} about={t.about} actions={create}>
      <Group>
        <SearchField value={q} onSearch={search} label={t.searchLabel} />
      </Group>
      <List
        query={query}
        entries={entriesOf(query.data)}
        narrowed={narrowed}
        empty={
          <Empty
            icon={<IconSecret size={28} />}
            title={t.empty.title}
            text={t.empty.text}
            actions={create}
          />
        }
      >
        {(entries) => <SecretTable entries={entries} />}
      </List>
    </Page>
  );
}

function SecretTable({ entries }: { entries: SecretItem[] }) {
  const t = useSecretsTexts();
  const columns: Column<SecretItem>[] = [
    {
      label: t.column.secret,
      cell: (secret) => (
        <DocumentName to="/secrets/$tenant/$name" document={secret} broken={t.broken} />
      ),
    },
    { label: t.column.place, cell: (secret) => <Place secret={secret} /> },
    {
      label: t.column.usedBy,
      cell: ({ tenant, usedBy }) => (
        <UsedBy kind="upstreams" tenant={tenant} names={usedBy} nothing={t.unused} />
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

/** Where the value is; the value itself is shown nowhere. */
function Place({ secret: { from } }: { secret: SecretItem }) {
  const t = useSecretsTexts();
  if (from == null) {
    return (
      <Text span size="sm">
        {t.stored}
      </Text>
    );
  }
  const [kind, ...rest] = from.split(':');
  return (
    <Text span size="sm">
      {kind === 'env' ? t.form.env : t.form.file} <Code>{rest.join(':')}</Code>
    </Text>
  );
}
