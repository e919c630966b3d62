import { Code, Paper, Stack, Table, Text } from '@mantine/core';
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
  const isNarrow = useIsNarrow();
  return isNarrow ? <ServerCards entries={entries} /> : <WideTable entries={entries} />;
}

function WideTable({ entries }: { entries: ServerItem[] }) {
  const t = useServersTexts();
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table.ScrollContainer minWidth={720}>
        <Table aria-label={t.list}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.column.server}</Table.Th>
              <Table.Th>{t.column.path}</Table.Th>
              <Table.Th>{t.column.contents}</Table.Th>
              <Table.Th>{t.column.status}</Table.Th>
              <Table.Th>{t.column.changed}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((server) => (
              <Row key={`${server.tenant}/${server.name}`} server={server} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function Row({ server }: { server: ServerItem }) {
  const { tenant, name, title, path, revision } = server;
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={0}>
          <Link to="/servers/$tenant/$name" params={{ tenant, name }} fw={550}>
            {title ?? name}
          </Link>
          <Text size="xs" c="dimmed">
            {tenant}/{name}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td>{path != null && <Code>{path}</Code>}</Table.Td>
      <Table.Td>
        <ServerContents server={server} />
      </Table.Td>
      <Table.Td>
        <StatusBadge server={server} />
      </Table.Td>
      <Table.Td>
        <LastChange revision={revision} />
      </Table.Td>
    </Table.Tr>
  );
}
