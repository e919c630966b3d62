import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { textOptions } from '../../../api/yaml';
import { Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { ServerEditor } from './server-editor';

const route = getRouteApi('/shell/servers/$tenant/$name/edit');

export function EditServerPage() {
  const t = useServerEditorTexts();
  const { problems } = useTexts();
  const { tenant, name } = route.useParams();
  // What is edited is not replaced below the hands of who edits it.
  const options = { ...textOptions('servers', tenant, name), refetchOnWindowFocus: false };
  const stored = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  const title = t.editTitle(name);
  if (stored.error !== null) {
    return (
      <Page title={title}>
        <ProblemAlert
          title={problems.loadTitle}
          error={stored.error}
          onRetry={() => void stored.refetch()}
        />
      </Page>
    );
  }
  if (stored.data === undefined) {
    return (
      <Page title={title}>
        <Skeleton height={420} />
      </Page>
    );
  }
  return <ServerEditor title={title} draftKey={`server/${tenant}/${name}`} stored={stored.data} />;
}
