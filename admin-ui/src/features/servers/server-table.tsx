import { Code, Stack, Text } from '@mantine/core';
import { type Column, DataTable } from '../../components/data-table';
import { Link } from '../../components/link';
import { useIsNarrow } from '../../components/use-is-narrow';
import { useServersTexts } from '../../i18n/pages/servers';
import { LastChange } from './last-change';
import { ServerCards } from './server-cards';
import { ServerContents } from './server-contents';
import type { ServerItem } from './status';
import { StatusBadge } from './status-badge';

/** Servers as rows; as cards where a row has no room. */
export function ServerTable({ entries }: { entries: ServerItem[] }) {
  const t = useServersTexts();
  const isNarrow = useIsNarrow();
  if (isNarrow) return <ServerCards entries={entries} />;
  const columns: Column<ServerItem>[] = [
    { label: t.column.server, cell: (server) => <Name server={server} /> },
    { label: t.column.path, cell: ({ path }) => path != null && <Code>{path}</Code> },
    { label: t.column.contents, cell: (server) => <ServerContents server={server} /> },
    { label: t.column.status, cell: (server) => <StatusBadge server={server} /> },
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

function Name({ server: { tenant, name, title } }: { server: ServerItem }) {
  return (
    <Stack gap={0}>
      <Link to="/servers/$tenant/$name" params={{ tenant, name }} fw={550}>
        {title ?? name}
      </Link>
      <Text size="xs" c="dimmed">
        {tenant}/{name}
      </Text>
    </Stack>
  );
}
