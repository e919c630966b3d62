import { Button, Group, List, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { $api } from '../../api/client';
import type { JsonObject } from '../../api/document';
import type { components } from '../../api/schema';
import { IconCheck, IconClose } from '../../components/icons';
import { Notice } from '../../components/notice';
import { ProblemAlert } from '../../components/problem-alert';
import type { upstreams } from '../../i18n/en/upstreams';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import type { Wording } from '../../i18n/texts';
import { useFormat } from '../../i18n/use-texts';

type Check = components['schemas']['UpstreamCheck'];
type Step = components['schemas']['CheckStep'];

interface ConnectionCheckProps {
  tenant: string;
  name: string;
  /** What is checked in the place of the stored upstream. */
  draft?: JsonObject;
}

/** Asks the control plane whether an upstream answers, and tells how far it came. */
export function ConnectionCheck({ tenant, name, draft }: ConnectionCheckProps) {
  const { check: t } = useUpstreamsTexts();
  const checking = $api.useMutation('post', '/api/v1/upstreams/{tenant}/{name}/check');
  const start = () => {
    const body = { draft: draft as Record<string, never> | undefined };
    checking.mutate({ params: { path: { tenant, name } }, body });
  };
  return (
    <Stack gap="sm" align="stretch">
      <Title order={2}>{t.title}</Title>
      <Text size="sm" c="dimmed">
        {t.about}
      </Text>
      <Group>
        <Button variant="default" onClick={start} loading={checking.isPending}>
          {t.start}
        </Button>
      </Group>
      <div aria-live="polite">
        {checking.error !== null && <ProblemAlert error={checking.error} title={t.impossible} />}
        {checking.data !== undefined && !checking.isPending && <Outcome check={checking.data} />}
      </div>
    </Stack>
  );
}

function Outcome({ check }: { check: Check }) {
  const { check: t } = useUpstreamsTexts();
  if (check.unchecked != null) {
    return (
      <Notice kind="info" title={t.unchecked}>
        {t.uncheckedBecause[check.unchecked]}
      </Notice>
    );
  }
  const failure = check.steps.find((step) => !step.ok)?.reason;
  return (
    <Stack gap="sm">
      {check.answers ? (
        <Notice kind="good" title={t.answers}>
          {hintOn(check.status ?? 0, t)}
        </Notice>
      ) : (
        <Notice kind="bad" title={t.fails}>
          {failure != null && t.reasons[failure]}
        </Notice>
      )}
      <List spacing="xs" size="sm" center={false} listStyleType="none" styles={WIDE}>
        {check.steps.map((step) => (
          <StepLine key={step.step} step={step} />
        ))}
      </List>
    </Stack>
  );
}

const WIDE = { itemWrapper: { width: '100%' }, itemLabel: { flex: 1, minWidth: 0 } };

function StepLine({ step }: { step: Step }) {
  const { check: t } = useUpstreamsTexts();
  const format = useFormat();
  const time = step.ms < 10 ? Math.round(step.ms * 10) / 10 : Math.round(step.ms);
  return (
    <List.Item
      icon={
        <ThemeIcon size={22} radius="xl" color={step.ok ? 'teal.9' : 'red.9'}>
          {step.ok ? <IconCheck size={14} /> : <IconClose size={14} />}
        </ThemeIcon>
      }
    >
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={550}>
          {t.steps[step.step]}
          {!step.ok && ` – ${t.failed}`}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {t.milliseconds(format.number(time))}
        </Text>
      </Group>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {step.detail}
      </Text>
    </List.Item>
  );
}

/** What the status of the base URL tells, which may be a page that is not there. */
function hintOn(status: number, t: Wording<typeof upstreams>['check']): string {
  if (status === 401 || status === 403) return t.hints.credentials(String(status));
  if (status >= 500) return t.hints.broken(String(status));
  if (status >= 400) return t.hints.nothingThere(String(status));
  if (status >= 300) return t.hints.elsewhere(String(status));
  return t.hints.fine(String(status));
}
