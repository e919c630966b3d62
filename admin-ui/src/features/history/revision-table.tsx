import { Group, Paper, Stack, Table, Text } from '@mantine/core';
import type { Revision } from '../../api/history';
import { Ago } from '../../components/ago';
import { Link } from '../../components/link';
import { useIsNarrow } from '../../components/use-is-narrow';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat, useTexts } from '../../i18n/use-texts';

/** Revisions as rows; as cards where a row has no room. */
export function RevisionTable({ revisions }: { revisions: Revision[] }) {
  const t = useHistoryTexts();
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <Stack gap="sm">
        {revisions.map((revision) => (
          <Card key={revision.number} revision={revision} />
        ))}
      </Stack>
    );
  }
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table aria-label={t.list}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="8rem">{t.column.revision}</Table.Th>
            <Table.Th>{t.column.change}</Table.Th>
            <Table.Th w="12rem">{t.column.author}</Table.Th>
            <Table.Th w="10rem">{t.column.when}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {revisions.map((revision) => (
            <Row key={revision.number} revision={revision} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function NumberLink({ number }: { number: number }) {
  const { words } = useTexts();
  const format = useFormat();
  return (
    <Link to="/history/$number" params={{ number: String(number) }} fw={550}>
      {words.revision(format.number(number))}
    </Link>
  );
}

function Change({ summary, reason }: Revision) {
  return (
    <>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {summary}
      </Text>
      {reason !== '' && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
    </>
  );
}

function Row({ revision }: { revision: Revision }) {
  return (
    <Table.Tr>
      <Table.Td>
        <NumberLink number={revision.number} />
      </Table.Td>
      <Table.Td>
        <Change {...revision} />
      </Table.Td>
      <Table.Td>{revision.author}</Table.Td>
      <Table.Td>
        <Ago at={revision.committedAt} />
      </Table.Td>
    </Table.Tr>
  );
}

function Card({ revision }: { revision: Revision }) {
  return (
    <Paper withBorder p="md">
      <Stack gap={4}>
        <Group justify="space-between" gap="xs">
          <NumberLink number={revision.number} />
          <Text size="sm" c="dimmed">
            {revision.author} · <Ago at={revision.committedAt} />
          </Text>
        </Group>
        <Change {...revision} />
      </Stack>
    </Paper>
  );
}
