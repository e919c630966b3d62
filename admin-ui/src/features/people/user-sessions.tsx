import { Button, Skeleton } from '@mantine/core';
import { $api } from '../../api/client';
import type { User } from '../../api/people';
import { useConfirm } from '../../components/confirm';
import { LoadError } from '../../components/load-error';
import { useNotify } from '../../components/notify';
import { Section } from '../../components/section';
import { SessionList } from '../../components/session-list';
import { useAccountTexts } from '../../i18n/pages/account';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useChanged } from './use-changed';

/** Where a user is signed in. */
export function UserSessions({ user: { name } }: { user: User }) {
  const people = usePeopleTexts();
  const account = useAccountTexts();
  const t = people.user;
  const confirm = useConfirm();
  const notify = useNotify();
  const changed = useChanged();
  const init = { params: { path: { user: name } } };
  const query = $api.useQuery('get', '/api/v1/users/{user}/sessions', init);
  const ending = $api.useMutation('delete', '/api/v1/users/{user}/sessions', {
    onSuccess: () => notify.done(account.sessions.ended),
    onError: notify.failed,
    onSettled: changed,
  });
  const end = async () => {
    const isSure = await confirm({
      title: t.endTitle(name),
      text: t.endText,
      undo: t.endUndo,
      action: t.endAll,
      isDangerous: true,
    });
    if (isSure) ending.mutate(init);
  };
  const sessions = query.data?.items;
  return (
    <Section
      title={account.sessions.title}
      actions={
        sessions !== undefined &&
        sessions.length > 0 && (
          <Button size="xs" variant="default" loading={ending.isPending} onClick={() => void end()}>
            {t.endAll}
          </Button>
        )
      }
    >
      <LoadError query={query} />
      {query.isPending && <Skeleton height={62} />}
      {sessions !== undefined && <SessionList sessions={sessions} />}
    </Section>
  );
}
