import { Alert, Grid, Paper, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { documentOptions, type JsonObject } from '../../api/document';
import { statusOf } from '../../api/problem';
import { useSettings } from '../../api/settings';
import { IconAlert } from '../../components/icons';
import { Page } from '../../components/page';
import { UnloadedPage } from '../../components/unloaded-page';
import { useServersTexts } from '../../i18n/pages/servers';
import { AboutServer } from './about-server';
import { ConnectPanel } from './connect-panel';
import { Endpoints, endpointOf } from './endpoints';
import { listIn, textIn, toolView } from './model';
import { NamedList } from './named-list';
import { SaveProgress } from './save-progress';
import { ServerActions } from './server-actions';
import type { ServerItem } from './status';
import { StatusBadge } from './status-badge';
import { ToolList } from './tool-list';

const route = getRouteApi('/shell/servers/$tenant/$name');

/** The list's entry of this server: its revision and what is wrong with it. */
function useServerItem(tenant: string, name: string): ServerItem | undefined {
  const query = { tenant, q: name, limit: 200 };
  const { data } = $api.useQuery('get', '/api/v1/servers', { params: { query } });
  return data?.items.find((item) => item.name === name);
}

export function ServerPage() {
  const { tenant, name } = route.useParams();
  const stored = useQuery(documentOptions('servers', tenant, name));
  // What was loaded before stays while it cannot be loaded anew, unless it is gone.
  if (stored.data === undefined || statusOf(stored.error) === 404) {
    return <UnloadedPage title={name} query={stored} heights={[220, 320]} />;
  }
  return <Server tenant={tenant} name={name} document={stored.data.document} />;
}

/** How much room is kept for what is still to come. */
const HEIGHTS = { progress: 84, addresses: 480 };

interface ServerProps {
  tenant: string;
  name: string;
  document: JsonObject;
}

function Server({ tenant, name, document }: ServerProps) {
  const { detail } = useServersTexts();
  const { saved } = route.useSearch();
  const item = useServerItem(tenant, name);
  const settings = useSettings();
  const path = textIn(document, 'path') ?? '';
  const errors = item?.errors ?? [];
  return (
    <Page
      title={textIn(document, 'title') ?? name}
      about={textIn(document, 'description') ?? undefined}
      beside={item !== undefined && <StatusBadge server={item} />}
      actions={<ServerActions tenant={tenant} name={name} />}
    >
      {saved !== undefined &&
        (item === undefined ? (
          <Skeleton height={HEIGHTS.progress} />
        ) : (
          <SaveProgress revision={saved} item={item} />
        ))}
      {errors.length > 0 && (
        <Alert color="red" variant="outline" icon={<IconAlert size={20} />} title={detail.problems}>
          {errors.join('\n')}
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="lg">
            <ToolList tools={listIn(document, 'tools').map(toolView)} owner={{ tenant, name }} />
            <NamedList title={detail.prompts} entries={listIn(document, 'prompts')} />
            <NamedList title={detail.resources} entries={listIn(document, 'resources')} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="lg">
            {settings === undefined ? (
              <Skeleton height={HEIGHTS.addresses} />
            ) : (
              <>
                <Paper withBorder p="md">
                  <Endpoints settings={settings} path={path} />
                </Paper>
                <Paper withBorder p="md">
                  <ConnectPanel name={name} url={`${endpointOf(settings, path)}/mcp`} />
                </Paper>
              </>
            )}
            <Paper withBorder p="md">
              <AboutServer tenant={tenant} name={name} document={document} item={item} />
            </Paper>
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
