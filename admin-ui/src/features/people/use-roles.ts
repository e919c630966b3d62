import { $api } from '../../api/client';
import type { Role } from '../../api/me';
import { useConfirm } from '../../components/confirm';
import { useNotify } from '../../components/notify';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useChanged } from './use-changed';

/** Giving and taking roles: from the user's page and from the tenant's. */
export function useRoles() {
  const people = usePeopleTexts();
  const t = people.members;
  const confirm = useConfirm();
  const notify = useNotify();
  const changed = useChanged();
  const giving = $api.useMutation('put', '/api/v1/tenants/{tenant}/members/{user}', {
    onError: notify.failed,
    onSettled: changed,
  });
  const ending = $api.useMutation('delete', '/api/v1/tenants/{tenant}/members/{user}', {
    onSuccess: () => notify.done(t.ended),
    onError: notify.failed,
    onSettled: changed,
  });
  const give = (tenant: string, user: string, role: Role) => {
    const done = () => notify.done(t.given(user, people.role[role], tenant));
    giving.mutate({ params: { path: { tenant, user } }, body: { role } }, { onSuccess: done });
  };
  const end = async (tenant: string, user: string) => {
    const isSure = await confirm({
      title: t.endTitle(user, tenant),
      text: t.endText,
      undo: t.endUndo,
      action: t.end,
      isDangerous: true,
    });
    if (isSure) ending.mutate({ params: { path: { tenant, user } } });
  };
  return { give, end, isPending: giving.isPending || ending.isPending };
}
