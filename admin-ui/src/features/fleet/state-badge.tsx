import { Badge } from '@mantine/core';
import type { Node } from '../../api/nodes';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { type NodeState, stateOf } from './node-state';

export const STATE_COLORS: Record<NodeState, string> = {
  current: 'teal',
  updating: 'harbour',
  refusing: 'red',
  gone: 'gray',
  unknown: 'yellow',
};

export function StateBadge({ node }: { node: Node }) {
  const fleet = useFleetTexts();
  const state = stateOf(node);
  const label = state === 'refusing' ? fleet.refuses(node.refused) : fleet.state[state];
  return (
    <Badge color={STATE_COLORS[state]} variant="dot" size="lg" fw={450}>
      {label}
    </Badge>
  );
}
