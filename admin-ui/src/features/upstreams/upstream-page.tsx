import { Button, Code, Grid, Paper, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { documentOptions } from '../../api/document';
import { mayEdit, useMe } from '../../api/me';
import type { components } from '../../api/schema';
import { Fact } from '../../components/fact';
import { IconEdit, IconTrash } from '../../components/icons';
import { Link, LinkButton } from '../../components/link';
import { Notice } from '../../components/notice';
import { Page } from '../../components/page';
import { UnloadedPage } from '../../components/unloaded-page';
import { useDeleteDocument } from '../../components/use-delete-document';
import { UsedBy } from '../../components/used-by';
import { VersionsLink } from '../../components/versions-link';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { LastChange } from '../servers/last-change';
import { StatusBadge } from '../servers/status-badge';
import { ConnectionCheck } from './connection-check';
import { formOf, type UpstreamForm } from './model';

const route = getRouteApi('/shell/upstreams/$tenant/$name');

type UpstreamItem = components['schemas']['UpstreamItem'];

/** The list's entry of this upstream: its revision and what uses it. */
export function useUpstreamItem(tenant: string, name: string): UpstreamItem | undefined {
  const query = { tenant, q: name, limit: 200 };
  const { data } = $api.useQuery('get', '/api/v1/upstreams', { params: { query } });
  return data?.items.find((item) => item.name === name);
}

export function UpstreamPage() {
  const { tenant, name } = route.useParams();
  const stored = useQuery(documentOptions('upstreams', tenant, name));
  const item = useUpstreamItem(tenant, name);
  if (stored.data === undefined) {
    return <UnloadedPage title={name} query={stored} />;
  }
  return <Upstream form={formOf(stored.data.document, tenant)} item={item} />;
}

interface UpstreamProps {
  form: UpstreamForm;
  item: UpstreamItem | undefined;
}

function Upstream({ form, item }: UpstreamProps) {
  const t = useUpstreamsTexts();
  const { documents } = useTexts();
  const { tenant, name } = form;
  const isEditor = mayEdit(useMe(), tenant);
  const errors = item?.errors ?? [];
  return (
    <Page
      title={name}
      beside={item !== undefined && <StatusBadge server={item} />}
      actions={isEditor && <Actions tenant={tenant} name={name} item={item} />}
    >
      {errors.length > 0 && (
        <Notice kind="bad" title={t.broken}>
          {errors.join('\n')}
        </Notice>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="lg">
            <Paper withBorder p="md">
              <Settings form={form} item={item} />
            </Paper>
            <Paper withBorder p="md">
              <Stack gap="sm">
                <Title order={2}>{documents.usedBy}</Title>
                {item !== undefined && (
                  <UsedBy kind="servers" tenant={tenant} names={item.usedBy} nothing={t.unused} />
                )}
              </Stack>
            </Paper>
          </Stack>
        </Grid.Col>
        {isEditor && (
          <Grid.Col span={{ base: 12, lg: 6 }}>
            <Paper withBorder p="md">
              <ConnectionCheck tenant={tenant} name={name} />
            </Paper>
          </Grid.Col>
        )}
      </Grid>
    </Page>
  );
}

function Actions({
  tenant,
  name,
  item,
}: Omit<UpstreamProps, 'form'> & Record<'tenant' | 'name', string>) {
  const t = useUpstreamsTexts();
  const { words } = useTexts();
  const format = useFormat();
  const navigate = useNavigate();
  const askToDelete = useDeleteDocument('upstreams');
  const usedBy = item?.usedBy ?? [];
  const remove = async () => {
    const warning = usedBy.length === 0 ? null : t.deleteUsed(format.list(usedBy));
    if (await askToDelete(tenant, name, warning)) void navigate({ to: '/upstreams' });
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
        {words.delete}
      </Button>
      <LinkButton
        to="/upstreams/$tenant/$name/edit"
        params={{ tenant, name }}
        leftSection={<IconEdit size={16} />}
      >
        {words.edit}
      </LinkButton>
    </>
  );
}

function conditionsOf({ retryOn }: UpstreamForm, words: Record<string, string>): string[] {
  return retryOn.map((condition) => words[condition] ?? condition);
}

const orNull = (text: string) => (text === '' ? null : text);

function Settings({ form, item }: UpstreamProps) {
  const t = useUpstreamsTexts();
  const format = useFormat();
  const { tenant, attempts, headers, query, forwardHeaders } = form;
  const retries =
    attempts === 0 ? null : t.retries(attempts, format.list(conditionsOf(form, t.form.condition)));
  return (
    <Stack gap="sm">
      <Title order={2}>{t.settings}</Title>
      <Fact label={t.form.url}>{form.url !== '' ? <Code>{form.url}</Code> : null}</Fact>
      <Fact label={t.form.cluster}>{form.cluster !== '' ? <Code>{form.cluster}</Code> : null}</Fact>
      <Fact label={t.column.credential}>
        <Credential form={form} tenant={tenant} />
      </Fact>
      <Fact label={t.form.timeout}>{orNull(form.timeout) ?? t.defaultTimeout}</Fact>
      <Fact label={t.form.attempts}>{retries}</Fact>
      <Fact label={t.form.headers}>
        {headers.length > 0 ? headers.map((p) => `${p.name}: ${p.value}`).join('\n') : null}
      </Fact>
      <Fact label={t.form.query}>
        {query.length > 0 ? query.map((p) => `${p.name}=${p.value}`).join('&') : null}
      </Fact>
      <Fact label={t.form.forwardHeaders}>
        {forwardHeaders.length > 0 ? format.list(forwardHeaders) : null}
      </Fact>
      <Fact label={t.form.caFile}>{orNull(form.caFile)}</Fact>
      <Fact label={t.form.serverName}>{orNull(form.serverName)}</Fact>
      {item !== undefined && (
        <Fact label={t.column.changed}>
          <LastChange revision={item.revision} /> ·{' '}
          <VersionsLink kind="upstreams" tenant={tenant} name={form.name} />
        </Fact>
      )}
    </Stack>
  );
}

function Credential({ form, tenant }: { form: UpstreamForm; tenant: string }) {
  const t = useUpstreamsTexts();
  const { kind, secret, header, prefix, username, query } = form.credential;
  if (kind === 'none') return t.noCredential;
  const sent = {
    header: `${header}: ${prefix}…`,
    basic: `Authorization: Basic ${username}:…`,
    query: `?${query}=…`,
  }[kind];
  return (
    <>
      <Link to="/secrets/$tenant/$name" params={{ tenant, name: secret }} size="sm">
        {secret}
      </Link>{' '}
      <Code>{sent}</Code>
    </>
  );
}
