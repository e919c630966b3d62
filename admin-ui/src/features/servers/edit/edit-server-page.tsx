import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { textOptions } from '../../../api/yaml';
import { UnloadedPage } from '../../../components/unloaded-page';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { ServerEditor } from './server-editor';

const route = getRouteApi('/shell/servers/$tenant/$name/edit');

export function EditServerPage() {
  const t = useServerEditorTexts();
  const { tenant, name } = route.useParams();
  // What is edited is not replaced below the hands of who edits it.
  const options = { ...textOptions('servers', tenant, name), refetchOnWindowFocus: false };
  const stored = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  const title = t.editTitle(name);
  if (stored.data === undefined) {
    return <UnloadedPage title={title} query={stored} heights={[420]} />;
  }
  return <ServerEditor title={title} draftKey={`server/${tenant}/${name}`} stored={stored.data} />;
}
