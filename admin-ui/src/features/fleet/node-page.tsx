import { Alert, Badge, Code, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Node, nodesOptions } from '../../api/nodes';
import { Ago } from '../../components/ago';
import { Empty } from '../../components/empty';
import { Fact, Facts } from '../../components/facts';
import { IconAlert, IconFleet } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { Page } from '../../components/page';
import { Section } from '../../components/section';
import { UnloadedPage } from '../../components/unloaded-page';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { useFormat } from '../../i18n/use-texts';
import { kindOf } from './node-state';
import { Versions } from './node-table';
import { Refusals } from './refusals';
import { StateBadge } from './state-badge';
import { StreamTable } from './stream-table';

const route = getRouteApi('/shell/fleet/$id');

export function NodePage() {
  const { id } = route.useParams();
  const t = useFleetTexts();
  const query = useQuery(nodesOptions);
  const node = query.data?.find((known) => known.id === id);
  if (node !== undefined) return <Details node={node} />;
  if (query.data === undefined) {
    return <UnloadedPage title={id} query={query} />;
  }
  return (
    <Page title={id}>
      <Empty
        icon={<IconFleet size={28} />}
        title={t.missing.title}
        text={t.missing.text}
        actions={<LinkButton to="/fleet">{t.missing.back}</LinkButton>}
      />
    </Page>
  );
}

function Details({ node }: { node: Node }) {
  const t = useFleetTexts();
  return (
    <Page
      title={node.id}
      about={[t.kind[kindOf(node)], node.cluster].filter(Boolean).join(' · ')}
      beside={<StateBadge node={node} />}
    >
      {node.sharedId && (
        <Alert color="orange" icon={<IconAlert size={20} />} title={t.shared.title}>
          {t.shared.text}
        </Alert>
      )}
      <Refusals nodes={[node]} />
      <Identity node={node} />
      <Section title={t.streams} about={t.streamsText}>
        <StreamTable streams={node.streams} />
      </Section>
    </Page>
  );
}

function Identity({ node }: { node: Node }) {
  const t = useFleetTexts();
  const format = useFormat();
  const metadata = Object.entries(node.metadata ?? {});
  return (
    <Section title={t.identity}>
      <Facts>
        <Fact label={t.column.revision}>
          {node.revision == null ? t.none : format.number(node.revision)}
        </Fact>
        <Fact label={t.column.versions}>
          <Versions node={node} />
        </Fact>
        <Fact label={t.column.place}>{node.locality ?? t.none}</Fact>
        <Fact label={t.replica}>{node.replicas.join(', ')}</Fact>
        {node.connectedSince != null && (
          <Fact label={t.column.since}>
            <Ago at={node.connectedSince} />
          </Fact>
        )}
        {node.lastSeen != null && (
          <Fact label={t.lastSeenAt}>
            <Ago at={node.lastSeen} />
          </Fact>
        )}
      </Facts>
      {metadata.length > 0 && (
        <Group gap="xs" aria-label={t.metadata} role="group">
          {metadata.map(([name, value]) => (
            <Badge key={name} variant="default" size="lg" fw={400}>
              <Code bg="transparent">
                {name}={value}
              </Code>
            </Badge>
          ))}
        </Group>
      )}
    </Section>
  );
}
