import { Accordion, Badge, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DocumentDifference, DocumentKey } from '../../api/history';
import { SideBySide } from '../../components/diff/side-by-side';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat } from '../../i18n/use-texts';

interface DifferenceListProps {
  documents: DocumentDifference[];
  /** What the two sides are called. */
  titles: [string, string];
  /** What can be done with a document. */
  actionsFor?: (difference: DocumentDifference) => ReactNode;
}

/** More documents than this are closed at first. */
const OPEN_AT_FIRST = 3;

export const nameOf = ({ kind, tenant, name }: DocumentKey) => `${kind} ${tenant}/${name}`;

/** A document among others, as a part of ids in the page: they have no blanks. */
const idOf = ({ kind, tenant, name }: DocumentKey) => `${kind}/${tenant}/${name}`;

/** What differs, document by document, side by side. */
export function DifferenceList({ documents, titles, actionsFor }: DifferenceListProps) {
  const t = useHistoryTexts();
  if (documents.length === 0) return <Text c="dimmed">{t.noDifference}</Text>;
  const ids = documents.map(({ key }) => idOf(key));
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Accordion multiple order={2} defaultValue={ids.slice(0, OPEN_AT_FIRST)}>
        {documents.map((difference) => (
          <Accordion.Item key={idOf(difference.key)} value={idOf(difference.key)}>
            <Accordion.Control>
              <DifferenceTitle difference={difference} />
            </Accordion.Control>
            {/* No landmark: there may be many, and the same ones in a dialog. */}
            <Accordion.Panel role="group">
              <Group gap="xs" mb="sm">
                {actionsFor?.(difference)}
              </Group>
              <Sides difference={difference} titles={titles} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Paper>
  );
}

function Sides({
  difference,
  titles,
}: {
  difference: DocumentDifference;
  titles: [string, string];
}) {
  const t = useHistoryTexts();
  const { before = null, after = null } = difference;
  const label = `${nameOf(difference.key)}: ${titles.join(', ')}`;
  if (before === after) return <Text c="dimmed">{t.onlyHidden}</Text>;
  return <SideBySide before={before} after={after} titles={titles} label={label} />;
}

/** A document's name and what happened to it. */
export function DifferenceTitle({ difference }: { difference: DocumentDifference }) {
  const t = useHistoryTexts();
  const format = useFormat();
  const { key, before, after, fields } = difference;
  const badge = () => {
    if (before == null) return { color: 'teal.9', label: t.created };
    if (after == null) return { color: 'red.9', label: t.deleted };
    return { color: 'harbour.8', label: t.changed(fields.length, format.number(fields.length)) };
  };
  const { color, label } = badge();
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed" span>
        {key.kind}
      </Text>
      <Text size="sm" fw={550} span style={{ overflowWrap: 'anywhere' }}>
        {key.tenant}/{key.name}
      </Text>
      <Badge color={color}>{label}</Badge>
    </Group>
  );
}
