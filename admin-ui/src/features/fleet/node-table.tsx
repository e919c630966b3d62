import { Group, Stack, Text } from '@mantine/core';
import type { Node } from '../../api/nodes';
import { Ago } from '../../components/ago';
import { type Column, DataTable } from '../../components/data-table';
import { Link } from '../../components/link';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { useFormat } from '../../i18n/use-texts';
import { kindOf } from './node-state';
import { StateBadge } from './state-badge';

export function NodeTable({ nodes }: { nodes: Node[] }) {
  const { column, list } = useFleetTexts();
  const columns: Column<Node>[] = [
    { label: column.node, cell: (node) => <Name node={node} /> },
    { label: column.state, cell: (node) => <StateBadge node={node} /> },
    { label: column.revision, cell: (node) => <RevisionOf node={node} /> },
    { label: column.versions, cell: (node) => <Versions node={node} /> },
    { label: column.place, cell: ({ locality }) => locality },
    { label: column.since, cell: (node) => <Since node={node} /> },
  ];
  return (
    <DataTable
      label={list}
      columns={columns}
      entries={nodes}
      keyOf={({ id }) => id}
      minWidth={760}
      card={(node) => <Card node={node} />}
    />
  );
}

function Card({ node }: { node: Node }) {
  return (
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
