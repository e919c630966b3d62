import { Code, Paper, Stack, Text } from '@mantine/core';
import type { Node } from '../../api/nodes';
import { Link } from '../../components/link';
import { NodeLinks } from '../../components/node-links';
import { Section } from '../../components/section';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { type Refusal, refusalsOf } from './node-state';

/** What nodes refuse and why; nothing where all is well. */
export function Refusals({ nodes }: { nodes: Node[] }) {
  const fleet = useFleetTexts();
  const refusals = refusalsOf(nodes);
  if (refusals.length === 0) return null;
  return (
    <Section title={fleet.refusedTitle} about={fleet.refusedText}>
      <Stack gap="sm">
        {refusals.map((refusal) => (
          <Entry key={`${refusal.resource} ${refusal.reason}`} refusal={refusal} />
        ))}
      </Stack>
    </Section>
  );
}

function Entry({ refusal: { resource, reason, nodes } }: { refusal: Refusal }) {
  const fleet = useFleetTexts();
  return (
    <Paper bg="var(--portico-sunken)" p="sm" radius="md">
      <Resource name={resource} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {reason}
      </Text>
      <Text size="sm" c="dimmed">
        {fleet.refusedBy} <NodeLinks ids={nodes} />
      </Text>
    </Paper>
  );
}

/** The name of a resource; parts of a server lead to it. */
function Resource({ name }: { name: string }) {
  const [tenant, server, part] = name.split('/');
  if (tenant === undefined || server === undefined || part === undefined) {
    return <Code style={{ overflowWrap: 'anywhere' }}>{name}</Code>;
  }
  return (
    <Link to="/servers/$tenant/$name" params={{ tenant, name: server }} size="sm" ff="monospace">
      {name}
    </Link>
  );
}
