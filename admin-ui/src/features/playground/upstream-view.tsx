import { Stack, Text } from '@mantine/core';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { HttpMessage } from './http-message';
import type { TrialResult } from './trial';

/** The request that reaches the upstream. */
export function UpstreamView({ result: { request } }: { result: TrialResult }) {
  const t = usePlaygroundTexts();
  if (request == null) return <Text c="dimmed">{t.noUpstream}</Text>;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t.upstreamHint}
      </Text>
      <HttpMessage
        title={t.upstreamRequest}
        line={`${request.method} ${request.url}`}
        headers={request.headers}
        body={request.body ?? null}
      />
    </Stack>
  );
}
