import { Button, Code } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { useMe } from '../../api/me';
import type { Tenant } from '../../api/people';
import { useConfirm } from '../../components/confirm';
import { Fact, Facts } from '../../components/facts';
import { IconEdit, IconTrash } from '../../components/icons';
import { useNotify } from '../../components/notify';
import { Page } from '../../components/page';
import { Section } from '../../components/section';
import { UnloadedPage } from '../../components/unloaded-page';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';
import { MemberSection } from './member-section';
import { TenantDialog } from './tenant-dialog';
import { useChanged } from './use-changed';

const route = getRouteApi('/shell/tenants/$tenant');

/** The tenant that is always there. */
const DEFAULT = 'default';

export function TenantPage() {
  const name = route.useParams().tenant;
  const init = { params: { path: { tenant: name } } };
  const query = $api.useQuery('get', '/api/v1/tenants/{tenant}', init);
  if (query.data !== undefined) return <Details key={name} tenant={query.data} />;
  return <UnloadedPage title={name} query={query} />;
}

function Details({ tenant }: { tenant: Tenant }) {
  const people = usePeopleTexts();
  const { words } = useTexts();
  const t = people.tenants;
  const isAdmin = useMe()?.isAdmin === true;
  const [isOpen, dialog] = useDisclosure(false);
  const remove = useRemove(tenant);
  return (
    <Page
      title={tenant.title}
      actions={
        isAdmin && (
          <>
            <Button variant="default" leftSection={<IconEdit size={16} />} onClick={dialog.open}>
              {words.edit}
            </Button>
            {tenant.name !== DEFAULT && (
              <Button
                variant="default"
                c="var(--mantine-color-error)"
                leftSection={<IconTrash size={16} />}
                onClick={() => void remove()}
              >
                {t.remove}
              </Button>
            )}
          </>
        )
      }
    >
      <Section title={t.aboutIt}>
        <Facts>
          <Fact label={t.name}>
            <Code>{tenant.name}</Code>
          </Fact>
          <Fact label={t.column.prefix}>
            <Code>{tenant.pathPrefix}</Code>
          </Fact>
        </Facts>
      </Section>
      <MemberSection tenant={tenant.name} isAdmin={isAdmin} />
      {isAdmin && <TenantDialog tenant={tenant} isOpen={isOpen} onClose={dialog.close} />}
    </Page>
  );
}

/** Removes the tenant, if that is really wanted. */
function useRemove({ name, title }: Tenant) {
  const { tenants: t } = usePeopleTexts();
  const confirm = useConfirm();
  const notify = useNotify();
  const navigate = useNavigate();
  const changed = useChanged();
  const removing = $api.useMutation('delete', '/api/v1/tenants/{tenant}', {
    onSuccess: async () => {
      notify.done(t.removed(title));
      await navigate({ to: '/tenants' });
      await changed();
    },
    onError: notify.failed,
  });
  return async () => {
    const isSure = await confirm({
      title: t.removeTitle(title),
      text: t.removeText,
      undo: t.removeUndo,
      action: t.remove,
      isDangerous: true,
    });
    if (isSure) removing.mutate({ params: { path: { tenant: name } } });
  };
}
