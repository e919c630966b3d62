import { Group, Table, Text } from '@mantine/core';
import { Ago } from '../../components/ago';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { useFormat } from '../../i18n/use-texts';
import { type Stream, shortType } from './node-state';

/** The streams of one node: what was sent on each, what was accepted. */
export function StreamTable({ streams }: { streams: Stream[] }) {
  const t = useFleetTexts();
  if (streams.length === 0) return <Text c="dimmed">{t.noStreams}</Text>;
  return (
    <Table.ScrollContainer
      minWidth={720}
      // What scrolls is reached by the keyboard.
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': t.streams } }}
    >
      <Table aria-label={t.streams}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.column.stream}</Table.Th>
            <Table.Th>{t.column.sent}</Table.Th>
            <Table.Th>{t.column.accepted}</Table.Th>
            <Table.Th>{t.column.byType}</Table.Th>
            <Table.Th>{t.column.refused}</Table.Th>
            <Table.Th>{t.column.resources}</Table.Th>
            <Table.Th>{t.column.seen}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {streams.map((stream) => (
            <Row key={`${stream.peer} ${stream.connectedSince}`} stream={stream} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ stream }: { stream: Stream }) {
  const t = useFleetTexts();
  const format = useFormat();
  const number = (revision: number | null | undefined) =>
    revision == null ? '–' : format.number(revision);
  const peer = stream.peer;
  const isKnown = (name: string): name is keyof typeof t.peers => name in t.peers;
  return (
    <Table.Tr>
      <Table.Td>{isKnown(peer) ? t.peers[peer] : peer}</Table.Td>
      <Table.Td>{number(stream.sentRevision)}</Table.Td>
      <Table.Td>{number(stream.revision)}</Table.Td>
      <Table.Td>
        <Group gap="xs">
          {Object.entries(stream.acknowledged).map(([type, revision]) => (
            <Text key={type} size="xs" title={type}>
              {shortType(type)} <b>{format.number(revision)}</b>
            </Text>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>{format.number(stream.refused.length)}</Table.Td>
      <Table.Td>{format.number(stream.resourcesSent)}</Table.Td>
      <Table.Td>
        <Ago at={stream.lastSeen} />
      </Table.Td>
    </Table.Tr>
  );
}
