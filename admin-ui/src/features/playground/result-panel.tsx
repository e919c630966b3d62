import { Badge, Group, Paper, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSettings } from '../../api/settings';
import { CopyButton } from '../../components/copy-button';
import { ProblemAlert } from '../../components/problem-alert';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { useFormat } from '../../i18n/use-texts';
import { endpointOf } from '../servers/endpoints';
import { isFailed, outcomeOf } from './answer';
import { curlOf } from './curl';
import { ExchangeView } from './exchange-view';
import { ResultView } from './result-view';
import { TimingView } from './timing-view';
import type { TrialResult } from './trial';
import { UpstreamView } from './upstream-view';

interface ResultPanelProps {
  path: string;
  result: TrialResult | undefined;
  error: unknown;
  isBusy: boolean;
}

/** What came of the last try. */
export function ResultPanel({ path, result, error, isBusy }: ResultPanelProps) {
  const t = usePlaygroundTexts();
  return (
    <Paper withBorder p="md" aria-busy={isBusy}>
      <Stack gap="sm">
        {error !== null && <ProblemAlert title={t.failed} error={error} />}
        {result !== undefined ? (
          <Result path={path} result={result} />
        ) : isBusy ? (
          <Skeleton height={180} />
        ) : (
          error === null && (
            <Stack gap={4} py="xl" align="center">
              <Title order={2}>{t.nothingYet}</Title>
              <Text c="dimmed" ta="center" maw="30rem">
                {t.nothingYetHint}
              </Text>
            </Stack>
          )
        )}
      </Stack>
    </Paper>
  );
}

function Result({ path, result }: { path: string; result: TrialResult }) {
  const t = usePlaygroundTexts();
  const settings = useSettings();
  const [tab, setTab] = useState<string | null>('result');
  const url = settings === undefined ? result.call.url : `${endpointOf(settings, path)}/mcp`;
  return (
    <>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={2}>{t.result}</Title>
          <Verdict result={result} />
        </Group>
        <Group gap={4}>
          <Text size="sm" c="dimmed">
            curl
          </Text>
          <CopyButton text={curlOf(result.call, url)} of={t.asCurl} />
        </Group>
      </Group>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="result">{t.tabs.result}</Tabs.Tab>
          <Tabs.Tab value="mcp">{t.tabs.mcp}</Tabs.Tab>
          <Tabs.Tab value="upstream">{t.tabs.upstream}</Tabs.Tab>
          <Tabs.Tab value="timings">{t.tabs.timings}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="result" pt="md">
          <ResultView result={result} />
        </Tabs.Panel>
        <Tabs.Panel value="mcp" pt="md">
          <ExchangeView result={result} />
        </Tabs.Panel>
        <Tabs.Panel value="upstream" pt="md">
          <UpstreamView result={result} />
        </Tabs.Panel>
        <Tabs.Panel value="timings" pt="md">
          <TimingView sent={result.sent ?? null} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** In a word, also for those who hear the page. */
function Verdict({ result: { sent } }: { result: TrialResult }) {
  const t = usePlaygroundTexts();
  const format = useFormat();
  if (sent == null) {
    return (
      <Badge color="gray" role="status">
        {t.notSent}
      </Badge>
    );
  }
  const hasFailed = sent.text == null || isFailed(outcomeOf(sent.text));
  const ms = sent.totalMs == null ? '' : ` · ${t.ms(format.number(Math.round(sent.totalMs)))}`;
  return (
    <Badge color={hasFailed ? 'red' : 'teal'} role="status">
      {hasFailed ? t.errorBadge : t.okBadge}
      {sent.status == null ? '' : ` · HTTP ${sent.status}`}
      {ms}
    </Badge>
  );
}
