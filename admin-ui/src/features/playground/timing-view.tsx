import { Stack, Table, Text } from '@mantine/core';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { useFormat } from '../../i18n/use-texts';
import classes from './timing-view.module.css';
import type { SentCall } from './trial';

interface Span {
  name: 'opening' | 'connect' | 'wait' | 'download';
  from: number;
  to: number;
}

/** What came after what, in milliseconds from the beginning. */
export function spansOf(sent: SentCall): Span[] {
  const opening = sent.opening?.totalMs ?? 0;
  const [connected, first, total] = [sent.connectMs ?? 0, sent.firstByteMs ?? 0, sent.totalMs ?? 0];
  const spans: Span[] = [
    { name: 'opening', from: 0, to: opening },
    { name: 'connect', from: opening, to: opening + connected },
    { name: 'wait', from: opening + connected, to: opening + first },
    { name: 'download', from: opening + first, to: opening + total },
  ];
  return sent.opening == null ? spans.slice(1) : spans;
}

/** What Envoy says that the upstream took. */
export function upstreamMs(sent: SentCall): number | null {
  const header = sent.headers.find(({ name }) => name === 'x-envoy-upstream-service-time');
  const ms = Number(header?.value ?? Number.NaN);
  return Number.isFinite(ms) ? ms : null;
}

/** How long each step took, as seen from the control plane. */
export function TimingView({ sent }: { sent: SentCall | null }) {
  const t = usePlaygroundTexts();
  const format = useFormat();
  if (sent?.totalMs == null) return <Text c="dimmed">{t.noTimings}</Text>;
  const spans = spansOf(sent);
  const whole = spans.at(-1)?.to ?? 0;
  const upstream = upstreamMs(sent);
  const shown = (ms: number) => t.ms(format.number(Math.round(ms * 10) / 10));
  return (
    <Stack>
      <Table aria-label={t.tabs.timings} verticalSpacing={6}>
        <Table.Tbody>
          {spans.map(({ name, from, to }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={450}>
                {t.spans[name]}
              </Table.Th>
              <Table.Td className={classes.number}>{shown(to - from)}</Table.Td>
              <Table.Td w="50%" visibleFrom="xs">
                <div className={classes.track} aria-hidden>
                  <div
                    className={classes.bar}
                    style={{
                      marginInlineStart: `${(100 * from) / whole}%`,
                      width: `${(100 * (to - from)) / whole}%`,
                    }}
                  />
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{t.spans.total}</Table.Th>
            <Table.Td className={classes.number}>
              <strong>{shown(whole)}</strong>
            </Table.Td>
            <Table.Td visibleFrom="xs" />
          </Table.Tr>
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed">
        {upstream === null ? t.timingsHint : `${t.timingsHint} ${t.upstreamTook(shown(upstream))}`}
      </Text>
    </Stack>
  );
}
