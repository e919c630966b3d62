import { Stack, Tabs, Text, Title } from '@mantine/core';
import { CodeBlock } from '../../components/code-block';
import type { servers } from '../../i18n/en/servers';
import { useServersTexts } from '../../i18n/pages/servers';
import type { Wording } from '../../i18n/texts';
import { type Setup, setupsFor } from './setups';

function hintFor({ client, file }: Setup, words: Wording<typeof servers>['detail']): string {
  if (client === 'generic') return words.genericHint;
  return file === null ? words.inTerminal : words.into(file);
}

/** What to copy into an MCP client so that it finds the server. */
export function ConnectPanel({ name, url }: { name: string; url: string }) {
  const { detail } = useServersTexts();
  const setups = setupsFor(name, url);
  return (
    <Stack gap="xs">
      <Title order={2}>{detail.connect}</Title>
      <Text size="sm" c="dimmed">
        {detail.connectHint}
      </Text>
      <Tabs defaultValue="generic" keepMounted={false} variant="pills">
        <Tabs.List>
          {setups.map(({ client }) => (
            <Tabs.Tab key={client} value={client}>
              {detail.clients[client]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {setups.map((setup) => (
          <Tabs.Panel key={setup.client} value={setup.client} pt="sm">
            <Stack gap="xs">
              <Text size="sm">{hintFor(setup, detail)}</Text>
              <CodeBlock code={setup.text} label={detail.clients[setup.client]} />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
