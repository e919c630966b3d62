import { Skeleton, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { $api } from '../../../api/client';
import { statusOf } from '../../../api/problem';
import { LinkButton } from '../../../components/link';
import { LoadError } from '../../../components/load-error';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import type { Source } from '../model';
import { type Imported, usePreview } from '../use-import';
import { ImportFacts } from './import-facts';
import { type LastImport, updateBody } from './model';
import { UpdateDone } from './update-done';
import { UpdateReview } from './update-review';
import { UpdateSource } from './update-source';

const route = getRouteApi('/shell/imports/$tenant/$name');

/** Brings what a server was imported from up to date, and keeps what was edited here. */
export function UpdatePage() {
  const t = useImportUpdateTexts();
  const { tenant, name } = route.useParams();
  const params = { path: { tenant, name } };
  const query = $api.useQuery('get', '/api/v1/imports/{tenant}/{name}', { params });
  return (
    <Page title={t.title(name)} about={t.about}>
      {statusOf(query.error) === 404 ? <NeverImported name={name} /> : <LoadError query={query} />}
      {query.isPending && <Skeleton height={320} />}
      {query.data !== undefined && <Flow key={`${tenant}/${name}`} last={query.data} />}
    </Page>
  );
}

function NeverImported({ name }: { name: string }) {
  const t = useImportUpdateTexts();
  return (
    <Notice kind="info" title={t.never(name)}>
      <Stack gap="sm" align="flex-start">
        {t.neverText}
        <LinkButton to="/imports" size="xs" variant="default">
          {t.toImports}
        </LinkButton>
      </Stack>
    </Notice>
  );
}

function Flow({ last }: { last: LastImport }) {
  const [opened] = useState(last);
  const [source, setSource] = useState<Source | null>(null);
  const [done, setDone] = useState<Imported | null>(null);
  const look = usePreview();
  const { tenant, name } = opened;
  if (done !== null) return <UpdateDone imported={done} tenant={tenant} name={name} />;
  if (source !== null && look.data !== undefined) {
    return (
      <UpdateReview
        last={opened}
        source={source}
        preview={look.data}
        onBack={() => look.reset()}
        onUpdated={setDone}
      />
    );
  }
  const read = (next: Source) => {
    setSource(next);
    look.mutate(updateBody({ last: opened, source: next, sides: {}, secrets: {} }));
  };
  return (
    <Stack gap="lg">
      <ImportFacts last={opened} />
      <UpdateSource last={opened} onSource={read} isReading={look.isPending} error={look.error} />
    </Stack>
  );
}
