import { Alert, Code, Group, Stack, Text, Title } from '@mantine/core';
import type { components } from '../../api/schema';
import { CopyButton } from '../../components/copy-button';
import { IconInfo } from '../../components/icons';
import { useServersTexts } from '../../i18n/pages/servers';

type Settings = components['schemas']['Settings'];

/** The URL that a server's path has at the gateway. */
export function endpointOf(settings: Settings, path: string): string {
  return `${settings.gatewayUrl}${path.replace(/\/$/, '')}`;
}

/** Whether the address names this very machine, while the console is open on another one. */
function isOutOfReach(url: string): boolean {
  const isLocal = (host: string) => /^(localhost|127\.|\[::1\])/.test(host);
  return isLocal(new URL(url).host) && !isLocal(window.location.host);
}

/** Where a server is reached, by each transport. */
export function Endpoints({ settings, path }: { settings: Settings; path: string }) {
  const { detail } = useServersTexts();
  const base = endpointOf(settings, path);
  return (
    <Stack gap="xs">
      <Title order={2}>{detail.endpoint}</Title>
      <Address label={detail.streamable} hint={detail.streamableHint} url={`${base}/mcp`} />
      {settings.streams ? (
        <Address label={detail.sse} hint={detail.sseHint} url={`${base}/sse`} />
      ) : (
        <Text size="sm" c="dimmed">
          {detail.noStreams}
        </Text>
      )}
      {isOutOfReach(base) && <Alert icon={<IconInfo size={20} />}>{detail.localhost}</Alert>}
    </Stack>
  );
}

function Address({ label, hint, url }: { label: string; hint: string; url: string }) {
  return (
    <Stack gap={0}>
      <Text size="sm">
        <Text span fw={550}>
          {label}
        </Text>{' '}
        <Text span c="dimmed">
          {hint}
        </Text>
      </Text>
      <Group gap={4} wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere' }} fz="sm">
          {url}
        </Code>
        <CopyButton text={url} of={label} />
      </Group>
    </Stack>
  );
}
