import { Box, Group, Paper, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useIsNarrow } from './use-is-narrow';

export interface Column<T> {
  label: string;
  cell: (entry: T) => ReactNode;
}

interface DataTableProps<T> {
  /** What is listed, for those who hear the page. */
  label: string;
  /** The first one names the entry. */
  columns: Column<T>[];
  entries: T[];
  keyOf: (entry: T) => string;
}

/** Entries as rows; as cards where a row has no room. */
export function DataTable<T>(props: DataTableProps<T>) {
  return useIsNarrow() ? <Cards {...props} /> : <Rows {...props} />;
}

function Rows<T>({ label, columns, entries, keyOf }: DataTableProps<T>) {
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table.ScrollContainer minWidth={720}>
        <Table aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.label}>{column.label}</Table.Th>
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
      </Table.ScrollContainer>
    </Paper>
  );
}

function Cards<T>({ columns: [title, ...facts], entries, keyOf }: DataTableProps<T>) {
  return (
    <Stack gap="sm">
      {entries.map((entry) => (
        <Paper key={keyOf(entry)} withBorder p="md">
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
        </Paper>
      ))}
    </Stack>
  );
}
