import { Box, Group, Paper, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useIsNarrow } from './use-is-narrow';

export interface Column<T> {
  label: string;
  width?: string;
  cell: (entry: T) => ReactNode;
}

interface DataTableProps<T> {
  /** What is listed, for those who hear the page. */
  label: string;
  /** The first one names the entry. */
  columns: Column<T>[];
  entries: T[];
  keyOf: (entry: T) => string;
  /** Rows are scrolled where there is less room than this; if absent, they are never. */
  minWidth?: number;
  /** What a card shows; all columns below each other if absent. */
  card?: (entry: T) => ReactNode;
}

/** Entries as rows; as cards where a row has no room. */
export function DataTable<T>(props: DataTableProps<T>) {
  return useIsNarrow() ? <Cards {...props} /> : <Rows {...props} />;
}

function Rows<T>({ label, columns, entries, keyOf, minWidth }: DataTableProps<T>) {
  const table = (
    <Table aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column.label} w={column.width}>
              {column.label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Table.Tr key={keyOf(entry)}>
            {columns.map((column) => (
              <Table.Td key={column.label}>{column.cell(entry)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      {minWidth === undefined ? (
        table
      ) : (
        <Table.ScrollContainer minWidth={minWidth}>{table}</Table.ScrollContainer>
      )}
    </Paper>
  );
}

function Cards<T>({ columns, entries, keyOf, card }: DataTableProps<T>) {
  return (
    <Stack gap="sm">
      {entries.map((entry) => (
        <Paper key={keyOf(entry)} withBorder p="md">
          {card === undefined ? <AllColumns columns={columns} entry={entry} /> : card(entry)}
        </Paper>
      ))}
    </Stack>
  );
}

interface AllColumnsProps<T> {
  columns: Column<T>[];
  entry: T;
}

function AllColumns<T>({ columns: [title, ...facts], entry }: AllColumnsProps<T>) {
  return (
    <Stack gap={6}>
      {title?.cell(entry)}
      {facts.map((fact) => (
        <Group key={fact.label} gap="xs" align="baseline" wrap="nowrap">
          <Text size="sm" c="dimmed" miw="6.5rem">
            {fact.label}
          </Text>
          <Box miw={0} fz="sm" style={{ overflowWrap: 'anywhere' }}>
            {fact.cell(entry)}
          </Box>
        </Group>
      ))}
    </Stack>
  );
}
