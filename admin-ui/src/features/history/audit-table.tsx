import { Group, Paper, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { components } from '../../api/schema';
import { Ago } from '../../components/ago';
import { CodeBlock } from '../../components/code-block';
import { IconChevronDown, IconChevronRight } from '../../components/icons';
import { Link } from '../../components/link';
import { useIsNarrow } from '../../components/use-is-narrow';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat, useTexts } from '../../i18n/use-texts';

type AuditEntry = components['schemas']['AuditEntry'];

/** Entries as rows; as cards where a row has no room. */
export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { audit: t } = useHistoryTexts();
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <Stack gap="sm">
        {entries.map((entry) => (
          <Card key={entry.id} entry={entry} />
        ))}
      </Stack>
    );
  }
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table aria-label={t.list}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="10rem">{t.when}</Table.Th>
            <Table.Th w="12rem">{t.actor}</Table.Th>
            <Table.Th>{t.action}</Table.Th>
            <Table.Th>{t.target}</Table.Th>
            <Table.Th w="9rem">{t.revision}</Table.Th>
            <Table.Th w="9rem">{t.details}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Row({ entry }: { entry: AuditEntry }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Ago at={entry.at} />
        </Table.Td>
        <Table.Td>{entry.actor}</Table.Td>
        <Table.Td>
          <ActionName action={entry.action} />
        </Table.Td>
        <Table.Td style={{ overflowWrap: 'anywhere' }}>{entry.target}</Table.Td>
        <Table.Td>
          <RevisionLink revision={entry.revision} />
        </Table.Td>
        <Table.Td>
          <DetailsButton entry={entry} isOpen={isOpen} onToggle={toggle} />
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={6}>
            <Details entry={entry} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function Card({ entry }: { entry: AuditEntry }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <Paper withBorder p="md">
      <Stack gap={4}>
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={550} span>
            <ActionName action={entry.action} />
          </Text>
          <Text size="sm" c="dimmed">
            {entry.actor} · <Ago at={entry.at} />
          </Text>
        </Group>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {entry.target}
        </Text>
        <Group justify="space-between" gap="xs">
          <RevisionLink revision={entry.revision} />
          <DetailsButton entry={entry} isOpen={isOpen} onToggle={toggle} />
        </Group>
        {isOpen && <Details entry={entry} />}
      </Stack>
    </Paper>
  );
}

function ActionName({ action }: { action: string }) {
  const { actions } = useHistoryTexts().audit;
  const isKnown = (name: string): name is keyof typeof actions => name in actions;
  return <span title={action}>{isKnown(action) ? actions[action] : action}</span>;
}

function RevisionLink({ revision }: { revision: number | null | undefined }) {
  const { words } = useTexts();
  const format = useFormat();
  if (revision == null) return null;
  return (
    <Link to="/history/$number" params={{ number: String(revision) }} size="sm">
      {words.revision(format.number(revision))}
    </Link>
  );
}

interface DetailsButtonProps {
  entry: AuditEntry;
  isOpen: boolean;
  onToggle: () => void;
}

function DetailsButton({ entry, isOpen, onToggle }: DetailsButtonProps) {
  const { audit: t } = useHistoryTexts();
  if (Object.keys(entry.detail).length === 0 && entry.tenant == null) return null;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <UnstyledButton
      onClick={onToggle}
      aria-expanded={isOpen}
      aria-label={t.detailsOf(entry.target)}
      c="var(--portico-accent-text)"
      fz="sm"
    >
      <Group gap={4} wrap="nowrap">
        <Chevron size={16} aria-hidden />
        {t.details}
      </Group>
    </UnstyledButton>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const { audit: t } = useHistoryTexts();
  const told = entry.tenant == null ? entry.detail : { tenant: entry.tenant, ...entry.detail };
  return <CodeBlock code={JSON.stringify(told, null, 2)} label={t.detailsOf(entry.target)} />;
}
