import { Button, Grid, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { documentOptions } from '../../api/document';
import { mayEdit, useMe } from '../../api/me';
import type { components } from '../../api/schema';
import { Fact } from '../../components/fact';
import { IconTrash } from '../../components/icons';
import { LoadError } from '../../components/load-error';
import { Notice } from '../../components/notice';
import { Page } from '../../components/page';
import { useDeleteDocument } from '../../components/use-delete-document';
import { UsedBy } from '../../components/used-by';
import { VersionsLink } from '../../components/versions-link';
import { useSecretsTexts } from '../../i18n/pages/secrets';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { LastChange } from '../servers/last-change';
import { SecretEditor } from './secret-editor';

const route = getRouteApi('/shell/secrets/$tenant/$name');

type SecretItem = components['schemas']['SecretItem'];

function useSecretItem(tenant: string, name: string): SecretItem | undefined {
  const query = { tenant, q: name, limit: 200 };
  const { data } = $api.useQuery('get', '/api/v1/secrets', { params: { query } });
  return data?.items.find((item) => item.name === name);
}

export function SecretPage() {
  const t = useSecretsTexts();
  const { tenant, name } = route.useParams();
  // What was seen before may be old, and a save of it would meet the newer one.
  const options = documentOptions('secrets', tenant, name);
  const stored = useQuery({ ...options, refetchOnMount: 'always' });
  const fresh = stored.isFetchedAfterMount ? stored.data : undefined;
  const item = useSecretItem(tenant, name);
  const isEditor = mayEdit(useMe(), tenant);
  const errors = item?.errors ?? [];
  return (
    <Page
      title={name}
      about={t.pageAbout}
      actions={isEditor && <Delete tenant={tenant} name={name} usedBy={item?.usedBy ?? []} />}
    >
      <LoadError query={stored} />
      {errors.length > 0 && (
        <Notice kind="bad" title={t.broken}>
          {errors.join('\n')}
        </Notice>
      )}
      {fresh === undefined && stored.error === null && <Skeleton height={320} />}
      {fresh !== undefined && (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Paper withBorder p="md">
              {isEditor ? (
                <SecretEditor key={`${tenant}/${name}`} stored={fresh} tenant={tenant} />
              ) : (
                <Text>{t.viewerHint}</Text>
              )}
            </Paper>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <Paper withBorder p="md">
              {item !== undefined && <About item={item} />}
            </Paper>
          </Grid.Col>
        </Grid>
      )}
    </Page>
  );
}

function About({ item }: { item: SecretItem }) {
  const t = useSecretsTexts();
  const { documents } = useTexts();
  return (
    <Stack gap="sm">
      <Title order={2}>{documents.usedBy}</Title>
      <UsedBy kind="upstreams" tenant={item.tenant} names={item.usedBy} nothing={t.unused} />
      <Fact label={t.column.changed}>
        <LastChange revision={item.revision} /> ·{' '}
        <VersionsLink kind="secrets" tenant={item.tenant} name={item.name} />
      </Fact>
    </Stack>
  );
}

interface DeleteProps {
  tenant: string;
  name: string;
  usedBy: string[];
}

function Delete({ tenant, name, usedBy }: DeleteProps) {
  const t = useSecretsTexts();
  const { words } = useTexts();
  const format = useFormat();
  const navigate = useNavigate();
  const askToDelete = useDeleteDocument('secrets');
  const remove = async () => {
    const warning = usedBy.length === 0 ? null : t.deleteUsed(format.list(usedBy));
    if (await askToDelete(tenant, name, warning)) void navigate({ to: '/secrets' });
  };
  return (
    <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
      {words.delete}
    </Button>
  );
}
