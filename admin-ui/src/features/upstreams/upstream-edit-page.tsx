import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { textOptions } from '../../api/yaml';
import { LoadError } from '../../components/load-error';
import { Page } from '../../components/page';
import { useTenantFilter } from '../../components/tenant-filter';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import { useTexts } from '../../i18n/use-texts';
import { UpstreamEditor } from './upstream-editor';

const route = getRouteApi('/shell/upstreams/$tenant/$name/edit');

export function NewUpstreamPage() {
  const t = useUpstreamsTexts();
  const tenant = useTenantFilter() ?? 'default';
  const stored = { text: `kind: Upstream\ntenant: ${tenant}\n`, etag: null };
  return (
    <Page title={t.newTitle} about={t.newAbout}>
      <UpstreamEditor draftKey="upstream/new" stored={stored} />
    </Page>
  );
}

export function EditUpstreamPage() {
  const { documents } = useTexts();
  const { tenant, name } = route.useParams();
  // What is edited is not replaced below the hands of who edits it, and what was seen before may be old.
  const options = { ...textOptions('upstreams', tenant, name), refetchOnWindowFocus: false };
  const stored = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  return (
    <Page title={documents.editTitle(name)}>
      <LoadError query={stored} />
      {stored.data === undefined && stored.error === null && <Skeleton height={480} />}
      {stored.data !== undefined && (
        <UpstreamEditor
          key={`${tenant}/${name}`}
          draftKey={`upstream/${tenant}/${name}`}
          stored={stored.data}
        />
      )}
    </Page>
  );
}
