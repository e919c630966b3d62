import { Box, Group, Paper, SimpleGrid, Text } from '@mantine/core';
import type { Node } from '../../api/nodes';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { useFormat } from '../../i18n/use-texts';
import { countStates, type NodeState } from './node-state';
import { STATE_COLORS } from './state-badge';

const STATES: NodeState[] = ['current', 'updating', 'refusing', 'gone', 'unknown'];

/** How many nodes are in each state, at a glance. */
export function Overview({ nodes }: { nodes: Node[] }) {
  const fleet = useFleetTexts();
  const format = useFormat();
  const counts = countStates(nodes);
  // It is rare, and needs a word only then.
  const shown = STATES.filter((state) => state !== 'unknown' || counts.unknown > 0);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} component="dl" my={0}>
      {shown.map((state) => (
        <Paper key={state} withBorder p="md">
          <Group component="dt" gap="xs" wrap="nowrap">
            <Box
              w={8}
              h={8}
              bg={counts[state] === 0 ? 'gray.5' : STATE_COLORS[state]}
              style={{ borderRadius: '50%', flex: 'none' }}
            />
            <Text size="sm" c="dimmed">
              {fleet.state[state]}
            </Text>
          </Group>
          <Text component="dd" m={0} fz="1.75rem" fw={600} lh={1.3}>
            {format.number(counts[state])}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
