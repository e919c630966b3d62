import { Table } from '@mantine/core';
import { $api } from '../../api/client';
import { Ago } from '../../components/ago';
import { Section } from '../../components/section';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { useFormat } from '../../i18n/use-texts';

const INTERVAL = 10_000;

/** Clients that the xDS address let not in: why an Envoy that should be here is not. */
export function TurnedAway() {
  const fleet = useFleetTexts();
  const format = useFormat();
  const status = $api.useQuery('get', '/status', undefined, { refetchInterval: INTERVAL });
  const refused = status.data?.refused ?? [];
  if (refused.length === 0) return null;
  return (
    <Section title={fleet.turnedAway} about={fleet.turnedAwayText}>
      <Table.ScrollContainer
        minWidth={480}
        // What scrolls is reached by the keyboard.
        scrollAreaProps={{
          viewportProps: { tabIndex: 0, role: 'group', 'aria-label': fleet.turnedAway },
        }}
      >
        <Table aria-label={fleet.turnedAway}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{fleet.column.peer}</Table.Th>
              <Table.Th>{fleet.column.reason}</Table.Th>
              <Table.Th>{fleet.column.count}</Table.Th>
              <Table.Th>{fleet.column.last}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {refused.map(({ peer, reason, count, last }) => (
              <Table.Tr key={`${peer} ${reason}`}>
                <Table.Td ff="monospace">{peer}</Table.Td>
                <Table.Td>{reason}</Table.Td>
                <Table.Td>{format.number(count)}</Table.Td>
                <Table.Td>
                  <Ago at={last} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
