import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { documentOptions, type Versioned } from '../../api/document';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { useTenantFilter } from '../../components/tenant-filter';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import { useTexts } from '../../i18n/use-texts';
import { formOf } from './model';
import { UpstreamEditor } from './upstream-editor';

const route = getRouteApi('/shell/upstreams/$tenant/$name/edit');

export function NewUpstreamPage() {
  const t = useUpstreamsTexts();
  const tenant = useTenantFilter() ?? 'default';
  return (
    <Page title={t.newTitle} about={t.newAbout}>
      <UpstreamEditor initial={formOf({}, tenant)} expected="absent" />
    </Page>
  );
}

export function EditUpstreamPage() {
  const { problems, documents } = useTexts();
  const { tenant, name } = route.useParams();
  // What was seen before may be old, and a save of it would meet the newer one.
  const options = documentOptions('upstreams', tenant, name);
  const stored = useQuery({ ...options, refetchOnMount: 'always' });
  const fresh = stored.isFetchedAfterMount ? stored.data : undefined;
  return (
    <Page title={documents.editTitle(name)}>
      {stored.error !== null && <ProblemAlert title={problems.loadTitle} error={stored.error} />}
      {fresh !== undefined && <Opened key={name} tenant={tenant} stored={fresh} />}
      {fresh === undefined && stored.error === null && <Skeleton height={480} />}
    </Page>
  );
}

/** Keeps the version that was opened, whatever is saved meanwhile by others. */
function Opened({ tenant, stored }: { tenant: string; stored: Versioned }) {
  const [opened] = useState(stored);
  const expected = opened.etag === null ? 'anything' : { etag: opened.etag };
  return <UpstreamEditor initial={formOf(opened.document, tenant)} expected={expected} />;
}
