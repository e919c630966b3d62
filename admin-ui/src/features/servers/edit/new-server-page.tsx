import { useTenantFilter } from '../../../components/tenant-filter';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { ServerEditor } from './server-editor';

function beginning(tenant: string | null): string {
  const owner = tenant === null ? '' : `tenant: ${tenant}\n`;
  return `kind: Server\nname: my-server\n${owner}path: /my-server\ntitle: My server\ntools: []\n`;
}

export function NewServerPage() {
  const t = useServerEditorTexts();
  const tenant = useTenantFilter();
  const stored = { text: beginning(tenant), etag: null };
  return <ServerEditor title={t.newTitle} draftKey="server/new" stored={stored} />;
}
