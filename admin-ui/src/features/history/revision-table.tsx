import { Group, Stack, Text } from '@mantine/core';
import type { Revision } from '../../api/history';
import { Ago } from '../../components/ago';
import { type Column, DataTable } from '../../components/data-table';
import { Link } from '../../components/link';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat, useTexts } from '../../i18n/use-texts';

export function RevisionTable({ revisions }: { revisions: Revision[] }) {
  const t = useHistoryTexts();
  const columns: Column<Revision>[] = [
    {
      label: t.column.revision,
      width: '8rem',
      cell: ({ number }) => <NumberLink number={number} />,
    },
    { label: t.column.change, cell: (revision) => <Change {...revision} /> },
    { label: t.column.author, width: '12rem', cell: ({ author }) => author },
    { label: t.column.when, width: '10rem', cell: ({ committedAt }) => <Ago at={committedAt} /> },
  ];
  return (
    <DataTable
      label={t.list}
      columns={columns}
      entries={revisions}
      keyOf={({ number }) => String(number)}
      card={(revision) => <Card revision={revision} />}
    />
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

function Card({ revision }: { revision: Revision }) {
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <NumberLink number={revision.number} />
        <Text size="sm" c="dimmed">
          {revision.author} · <Ago at={revision.committedAt} />
        </Text>
      </Group>
      <Change {...revision} />
    </Stack>
  );
}
