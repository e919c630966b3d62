import { Group, Paper, Stack, Table, Text } from '@mantine/core';
import type { Node } from '../../api/nodes';
import { Ago } from '../../components/ago';
import { Link } from '../../components/link';
import { useIsNarrow } from '../../components/use-is-narrow';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { useFormat } from '../../i18n/use-texts';
import { kindOf } from './node-state';
import { StateBadge } from './state-badge';

/** Nodes as rows; as cards where a row has no room. */
export function NodeTable({ nodes }: { nodes: Node[] }) {
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <Stack gap="sm">
        {nodes.map((node) => (
          <Card key={node.id} node={node} />
        ))}
      </Stack>
    );
  }
  return <WideTable nodes={nodes} />;
}

function WideTable({ nodes }: { nodes: Node[] }) {
  const fleet = useFleetTexts();
  const { column } = fleet;
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table.ScrollContainer minWidth={760}>
        <Table aria-label={fleet.list}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{column.node}</Table.Th>
              <Table.Th>{column.state}</Table.Th>
              <Table.Th>{column.revision}</Table.Th>
              <Table.Th>{column.versions}</Table.Th>
              <Table.Th>{column.place}</Table.Th>
              <Table.Th>{column.since}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {nodes.map((node) => (
              <Row key={node.id} node={node} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

function Row({ node }: { node: Node }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Name node={node} />
      </Table.Td>
      <Table.Td>
        <StateBadge node={node} />
      </Table.Td>
      <Table.Td>
        <RevisionOf node={node} />
      </Table.Td>
      <Table.Td>
        <Versions node={node} />
      </Table.Td>
      <Table.Td>{node.locality}</Table.Td>
      <Table.Td>
        <Since node={node} />
      </Table.Td>
    </Table.Tr>
  );
}

function Card({ node }: { node: Node }) {
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Name node={node} />
          <StateBadge node={node} />
        </Group>
        <Group justify="space-between" gap="xs">
          <Versions node={node} />
          <Text size="sm" c="dimmed" component="div">
            <Since node={node} />
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

function Name({ node }: { node: Node }) {
  const fleet = useFleetTexts();
  return (
    <Stack gap={0}>
      <Link to="/fleet/$id" params={{ id: node.id }} fw={550}>
        {node.id}
      </Link>
      <Text size="xs" c="dimmed">
        {[fleet.kind[kindOf(node)], node.cluster].filter(Boolean).join(' · ')}
      </Text>
    </Stack>
  );
}

function RevisionOf({ node }: { node: Node }) {
  const format = useFormat();
  return node.revision == null ? '–' : format.number(node.revision);
}

/** What runs there. */
export function Versions({ node }: { node: Node }) {
  const fleet = useFleetTexts();
  const { envoyVersion, filterVersion, bridgeVersion } = node;
  const told = [
    envoyVersion != null && `Envoy ${envoyVersion}`,
    filterVersion != null && fleet.filterVersion(filterVersion),
    bridgeVersion != null && fleet.bridgeVersion(bridgeVersion),
  ];
  return (
    <Text size="sm" span>
      {told.filter((part) => part !== false).join(' · ')}
    </Text>
  );
}

function Since({ node: { connection, connectedSince, lastSeen } }: { node: Node }) {
  const fleet = useFleetTexts();
  if (connection === 'connected') return connectedSince != null && <Ago at={connectedSince} />;
  return (
    lastSeen != null && (
      <>
        {fleet.lastSeen} <Ago at={lastSeen} />
      </>
    )
  );
}
