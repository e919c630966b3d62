import { Grid, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { documentOptions } from '../../api/document';
import { useSettings } from '../../api/settings';
import { LinkButton } from '../../components/link';
import { Notice } from '../../components/notice';
import { useImportUpdateTexts } from '../../i18n/pages/import-update';
import { useImportsTexts } from '../../i18n/pages/imports';
import { useServersTexts } from '../../i18n/pages/servers';
import { useFormat } from '../../i18n/use-texts';
import { ConnectPanel } from '../servers/connect-panel';
import { Endpoints, endpointOf } from '../servers/endpoints';
import { listIn, textIn } from '../servers/model';
import { ConnectionCheck } from '../upstreams/connection-check';
import type { Imported } from './use-import';

interface ImportDoneProps {
  imported: Imported;
  tenant: string;
  name: string;
}

/** What to do once a description is imported: connect, check, try. */
export function ImportDone({ imported, tenant, name }: ImportDoneProps) {
  const t = useImportsTexts();
  const servers = useServersTexts();
  const update = useImportUpdateTexts();
  const format = useFormat();
  const settings = useSettings();
  const { data } = useQuery(documentOptions('servers', tenant, name));
  const upstream = imported.changed.find(({ kind }) => kind === 'Upstream');
  const path = textIn(data?.document, 'path');
  const tools = listIn(data?.document, 'tools').length;
  return (
    <Stack gap="lg">
      <Notice kind="good" title={t.done.title(name)} role="status">
        {t.done.text(servers.tools(tools), format.number(imported.revision))}
      </Notice>
      <Group>
        <LinkButton to="/playground" search={{ tenant, server: name }}>
          {servers.tryIt}
        </LinkButton>
        <LinkButton to="/chat" search={{ tenant, server: name }} variant="default">
          {servers.chat}
        </LinkButton>
        <LinkButton to="/servers/$tenant/$name" params={{ tenant, name }} variant="default">
          {t.done.open}
        </LinkButton>
        <LinkButton to="/imports" reloadDocument variant="default">
          {t.done.another}
        </LinkButton>
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Paper withBorder p="md">
            {settings === undefined || path === null ? (
              <Skeleton height={260} />
            ) : (
              <Stack gap="lg">
                <Endpoints settings={settings} path={path} />
                <ConnectPanel name={name} url={`${endpointOf(settings, path)}/mcp`} />
              </Stack>
            )}
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="lg">
            {upstream !== undefined && (
              <Paper withBorder p="md">
                <ConnectionCheck tenant={upstream.tenant} name={upstream.name} />
              </Paper>
            )}
            <Paper withBorder p="md">
              <Stack gap="xs">
                <Title order={2}>{t.done.later}</Title>
                <Text size="sm">{t.done.update}</Text>
                <Group>
                  <LinkButton
                    to="/imports/$tenant/$name"
                    params={{ tenant, name }}
                    size="xs"
                    variant="default"
                  >
                    {update.fromDescription}
                  </LinkButton>
                </Group>
                <Text size="sm">{t.done.undo}</Text>
              </Stack>
            </Paper>
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
