import { Code, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { useMe } from '../../api/me';
import { type Node, nodesOptions } from '../../api/nodes';
import { useSettings } from '../../api/settings';
import { ChangeProgress } from '../../components/change-progress';
import { Empty } from '../../components/empty';
import { IconFleet } from '../../components/icons';
import { Link } from '../../components/link';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { Section } from '../../components/section';
import { useSearched } from '../../components/use-narrowing';
import { usePortions } from '../../components/use-portions';
import { useFleetTexts } from '../../i18n/pages/fleet';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { matches } from './node-state';
import { NodeTable } from './node-table';
import { Overview } from './overview';
import { Refusals } from './refusals';
import { TurnedAway } from './turned-away';

const route = getRouteApi('/shell/fleet');

export function FleetPage() {
  const t = useFleetTexts();
  const { pages } = useTexts();
  const { q, search } = useSearched(route);
  const me = useMe();
  const query = useQuery(nodesOptions);
  const all = query.data;
  const found = all?.filter((node) => matches(node, q));
  const portions = usePortions(query, found);
  return (
    <Page title={pages.fleet} about={t.about}>
      {all !== undefined && all.length > 0 && <Health nodes={all} />}
      {all !== undefined && all.length > 1 && (
        <Group>
          <SearchField value={q} onSearch={search} label={t.searchLabel} />
        </Group>
      )}
      <List
        {...portions}
        narrowed={{ text: q, tenant: null, onReset: () => search('') }}
        empty={
          <Empty
            icon={<IconFleet size={28} />}
            title={t.empty.title}
            text={t.empty.text}
            actions={<Code>envoy -c envoy.yaml --service-node envoy-1</Code>}
          />
        }
      >
        {(nodes) => <NodeTable nodes={nodes} />}
      </List>
      {me?.isAdmin === true && <TurnedAway />}
    </Page>
  );
}

function Health({ nodes }: { nodes: Node[] }) {
  return (
    <Stack>
      <Overview nodes={nodes} />
      <NewestChange />
      <Refusals nodes={nodes} />
    </Stack>
  );
}

/** Of what tells of the newest revision, until it is known. */
const HEIGHT = 148;

/** How far the newest revision is, where the store has revisions. */
function NewestChange() {
  const t = useFleetTexts();
  const { words } = useTexts();
  const format = useFormat();
  const settings = useSettings();
  const enabled = settings?.history === true;
  const init = { params: { query: { limit: 1 } } };
  const { data, error } = $api.useQuery('get', '/api/v1/revisions', init, { enabled });
  const newest = data?.items[0];
  if (newest === undefined) {
    const isToCome = settings === undefined || (enabled && data === undefined && error === null);
    return isToCome ? <Skeleton height={HEIGHT} /> : null;
  }
  return (
    <Section
      title={t.newest}
      about={
        <>
          <Link
            to="/history/$number"
            params={{ number: String(newest.number) }}
            inherit
            underline="always"
          >
            {words.revision(format.number(newest.number))}
          </Link>
          : {newest.summary}
        </>
      }
    >
      <ChangeProgress revision={newest.number} />
    </Section>
  );
}
