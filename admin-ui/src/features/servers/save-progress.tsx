import { Alert, Group, Progress, Text } from '@mantine/core';
import { $api } from '../../api/client';
import { useNodes } from '../../api/nodes';
import { useServerEditorTexts } from '../../i18n/pages/server-editor';
import { useFormat } from '../../i18n/use-texts';
import type { ServerItem } from './status';
import { statusOfServer } from './status';

/** How far a revision that was just saved has come among the Envoys, live. */
export function SaveProgress({ revision, item }: { revision: number; item: ServerItem }) {
  const t = useServerEditorTexts();
  const format = useFormat();
  const { kind, reached, all } = statusOfServer({ ...item, revision }, useNodes() ?? []);
  const isDone = reached === all;
  const init = { params: { path: { number: revision } } };
  const enabled = isDone && all > 0;
  const time = $api.useQuery('get', '/api/v1/revisions/{number}/progress', init, { enabled }).data;
  const color = {
    live: 'teal',
    updating: 'harbour',
    refused: 'red',
    noNodes: 'gray',
    broken: 'red',
  };
  const counts = all === 0 ? t.toNobody : t.progress(format.number(reached), format.number(all));
  return (
    <Alert
      color={color[kind]}
      variant="outline"
      role="status"
      title={t.saved(format.number(revision))}
    >
      <Group gap="sm">
        {all > 0 && (
          <Progress
            value={(100 * reached) / all}
            color={color[kind]}
            w="10rem"
            aria-label={counts}
          />
        )}
        <Text size="sm">
          {counts}
          {time?.lastMs != null && ` · ${format.number(time.lastMs)} ms`}
        </Text>
      </Group>
    </Alert>
  );
}
