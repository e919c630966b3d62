import { Badge, Code, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { $api } from '../../api/client';
import type { components } from '../../api/schema';
import { type Settings, useSettings } from '../../api/settings';
import { CopyButton } from '../../components/copy-button';
import { LinkButton } from '../../components/link';
import { Page } from '../../components/page';
import { Section } from '../../components/section';
import { useSettingsTexts } from '../../i18n/pages/settings';
import { useTexts } from '../../i18n/use-texts';

type StoreState = components['schemas']['StoreState'];

const INTERVAL = 10_000;

/** What the control plane tells about itself. */
export function SettingsPage() {
  const t = useSettingsTexts();
  const { pages } = useTexts();
  const settings = useSettings();
  return (
    <Page title={pages.settings} about={t.about}>
      {settings === undefined ? (
        <Skeleton height={320} />
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Gateway settings={settings} />
          <Stores settings={settings} />
          <Program settings={settings} />
        </SimpleGrid>
      )}
    </Page>
  );
}

function Gateway({ settings: { gatewayUrl, streams } }: { settings: Settings }) {
  const t = useSettingsTexts();
  return (
    <Section title={t.gateway} about={t.gatewayText}>
      <Setting label={t.url} hint={t.urlHint}>
        <Group gap={4} wrap="nowrap">
          <Code style={{ overflowWrap: 'anywhere' }}>{gatewayUrl}</Code>
          <CopyButton text={gatewayUrl} of={t.url} />
        </Group>
      </Setting>
      <Setting label={t.streams} hint={streams ? t.streamsOn : t.streamsOff}>
        <Badge color={streams ? 'teal.9' : 'gray.7'}>{streams ? t.on : t.off}</Badge>
      </Setting>
    </Section>
  );
}

/** The stores and whether they can be used, asked again and again. */
function Stores({ settings }: { settings: Settings }) {
  const t = useSettingsTexts();
  const readiness = $api.useQuery('get', '/readyz', undefined, { refetchInterval: INTERVAL });
  const { configurationStore, dataStore, history } = settings;
  return (
    <Section title={t.stores} about={t.storesText}>
      <Setting label={t.configuration} hint={t.configurationHint}>
        <Group gap="xs">
          <Text size="sm">{t.kind[configurationStore]}</Text>
          <State state={readiness.data?.configurationStore} />
        </Group>
        <Text size="sm" c="dimmed">
          {history ? t.historyOn : t.historyOff}
        </Text>
      </Setting>
      <Setting label={t.data} hint={t.dataHint}>
        <Group gap="xs">
          <Text size="sm">{t.kind[dataStore]}</Text>
          <State state={readiness.data?.dataStore} />
        </Group>
      </Setting>
    </Section>
  );
}

function State({ state }: { state: StoreState | undefined }) {
  const t = useSettingsTexts();
  if (state === undefined) return null;
  return <Badge color={state === 'available' ? 'teal.9' : 'red.9'}>{t[state]}</Badge>;
}

function Program({ settings }: { settings: Settings }) {
  const t = useSettingsTexts();
  const ways = $api.useQuery('get', '/api/v1/sign-in').data;
  return (
    <Section title={t.program}>
      <Setting label={t.version}>
        <Text size="sm">{settings.version}</Text>
      </Setting>
      <Setting label={t.signIn}>
        <Text size="sm">{ways?.oidc === true ? t.signInBoth : t.signInPassword}</Text>
      </Setting>
      <Setting label={t.api} hint={t.apiHint}>
        <Group gap="sm">
          <Code style={{ overflowWrap: 'anywhere' }}>{window.location.origin}/api/v1</Code>
          <LinkButton to="/profile" size="compact-sm" variant="default">
            {t.yourTokens}
          </LinkButton>
        </Group>
      </Setting>
    </Section>
  );
}

interface SettingProps {
  label: string;
  hint?: string;
  children: ReactNode;
}

function Setting({ label, hint, children }: SettingProps) {
  return (
    <Stack gap={2}>
      <Text size="sm" fw={550}>
        {label}
      </Text>
      {children}
      {hint !== undefined && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
    </Stack>
  );
}
