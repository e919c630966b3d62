import { useTenantFilter } from '../../../components/tenant-filter';
import { useTexts } from '../../../i18n/use-texts';
import { ServerEditor } from './server-editor';

function beginning(tenant: string | null): string {
  const owner = tenant === null ? '' : `tenant: ${tenant}\n`;
  return `kind: Server\nname: my-server\n${owner}path: /my-server\ntitle: My server\ntools: []\n`;
}

export function NewServerPage() {
  const { serverEditor: t } = useTexts();
  const tenant = useTenantFilter();
  const stored = { text: beginning(tenant), etag: null };
  return <ServerEditor title={t.newTitle} draftKey="server/new" stored={stored} />;
}
