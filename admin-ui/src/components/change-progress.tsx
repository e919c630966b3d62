import { Group, Progress, Stack, Text } from '@mantine/core';
import { $api } from '../api/client';
import { statusOf } from '../api/problem';
import type { components } from '../api/schema';
import { useFormat, useTexts } from '../i18n/use-texts';
import { NodeLinks } from './node-links';

type SpreadProgress = components['schemas']['Progress'];

const FAST = 1000;
const SLOW = 10_000;
const NAMED = 8;

const isUnderWay = ({ nodes, reached, refusing }: SpreadProgress) => reached + refusing < nodes;

/** How far a revision has spread among the connected nodes; kept current while it is shown. */
export function ChangeProgress({ revision }: { revision: number }) {
  const { progress: t } = useTexts();
  const init = { params: { path: { number: revision } } };
  const query = $api.useQuery('get', '/api/v1/revisions/{number}/progress', init, {
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnderWay(state.data) ? FAST : SLOW,
  });
  if (statusOf(query.error) === 404) {
    return (
      <Text size="sm" c="dimmed">
        {t.unknown}
      </Text>
    );
  }
  // Its place is kept until it is known.
  if (query.data === undefined) return <Stack gap={6} h="2.9rem" aria-busy />;
  return <Spread progress={query.data} />;
}

function colorOf({ nodes, reached, refusing }: SpreadProgress): string {
  if (refusing > 0) return 'red';
  return reached === nodes ? 'teal' : 'harbour';
}

function Spread({ progress }: { progress: SpreadProgress }) {
  const { progress: t } = useTexts();
  const format = useFormat();
  const { nodes, reached, refusing, lastMs, missing } = progress;
  if (nodes === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t.noNodes}
      </Text>
    );
  }
  const summary = t.reached(format.number(reached), format.number(nodes));
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={550} role="status">
          {summary}
          {refusing > 0 && ` · ${t.refusing(format.number(refusing))}`}
        </Text>
        {reached > 0 && lastMs != null && (
          <Text size="sm" c="dimmed">
            {t.took(format.number(lastMs))}
          </Text>
        )}
      </Group>
      <Progress value={(100 * reached) / nodes} color={colorOf(progress)} aria-label={summary} />
      <Missing ids={missing} all={nodes - reached} />
    </Stack>
  );
}

function Missing({ ids, all }: { ids: string[]; all: number }) {
  const { progress: t } = useTexts();
  const format = useFormat();
  if (ids.length === 0) return null;
  const named = ids.slice(0, NAMED);
  return (
    <Text size="sm" c="dimmed">
      {t.missing}: <NodeLinks ids={named} />
      {all > named.length && ` ${t.more(format.number(all - named.length))}`}
    </Text>
  );
}
