import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { $api } from '../../../api/client';
import { mayEdit, useMe } from '../../../api/me';
import { byCursor, entriesOf } from '../../../api/pages';
import { Ago } from '../../../components/ago';
import { type Column, DataTable } from '../../../components/data-table';
import { Link, LinkButton } from '../../../components/link';
import { List } from '../../../components/list';
import { chooseTenant, useTenantFilter } from '../../../components/tenant-filter';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import { useServersTexts } from '../../../i18n/pages/servers';
import type { LastImport } from './model';

/** What was imported before, each to be brought up to date. */
export function EarlierImports() {
  const t = useImportUpdateTexts();
  const columns = useColumns();
  const tenant = useTenantFilter();
  const init = { params: { query: { tenant: tenant ?? undefined } } };
  const query = $api.useInfiniteQuery('get', '/api/v1/imports', init, byCursor);
  return (
    <Stack gap="sm" component="section" aria-label={t.earlier}>
      <div>
        <Title order={2}>{t.earlier}</Title>
        <Text size="sm" c="dimmed">
          {t.earlierAbout}
        </Text>
      </div>
      <List
        query={query}
        entries={entriesOf(query.data)}
        narrowed={{ text: '', tenant, onReset: () => chooseTenant(null) }}
        empty={<Text size="sm">{t.noneYet}</Text>}
      >
        {(imports) => (
          <DataTable
            label={t.earlier}
            columns={columns}
            entries={imports}
            keyOf={({ tenant: owner, name }) => `${owner}/${name}`}
            minWidth={720}
          />
        )}
      </List>
    </Stack>
  );
}

function useColumns(): Column<LastImport>[] {
  const t = useImportUpdateTexts();
  const servers = useServersTexts();
  const me = useMe();
  return [
    { label: t.column.server, cell: (last) => <ServerName last={last} /> },
    {
      label: t.column.made,
      cell: ({ tools, documents }) => (
        <Text size="sm">
          {servers.tools(tools)}
          <Text span size="sm" c="dimmed">
            {' · '}
            {t.documents(documents.length)}
          </Text>
        </Text>
      ),
    },
    {
      label: t.column.from,
      cell: ({ url, format }) => (
        <>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {url ?? t.fromText}
          </Text>
          <Text size="sm" c="dimmed">
            {format}
          </Text>
        </>
      ),
    },
    { label: t.column.when, cell: ({ importedAt }) => <Ago at={importedAt} /> },
    {
      label: t.column.next,
      cell: ({ tenant, name }) =>
        mayEdit(me, tenant) && (
          <LinkButton
            to="/imports/$tenant/$name"
            params={{ tenant, name }}
            size="compact-sm"
            variant="default"
            aria-label={t.updateOf(name)}
          >
            {t.update}
          </LinkButton>
        ),
    },
  ];
}

function ServerName({ last: { tenant, name, present } }: { last: LastImport }) {
  const t = useImportUpdateTexts();
  if (!present) {
    return (
      <Group gap="xs">
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <Badge variant="default">{t.deleted}</Badge>
      </Group>
    );
  }
  return (
    <Link to="/servers/$tenant/$name" params={{ tenant, name }} fw={550}>
      {name}
    </Link>
  );
}
