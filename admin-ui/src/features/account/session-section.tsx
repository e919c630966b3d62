import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, client } from '../../api/client';
import { refresh } from '../../api/refresh';
import { LoadError } from '../../components/load-error';
import { useNotify } from '../../components/notify';
import { Section } from '../../components/section';
import { SessionList } from '../../components/session-list';
import { useAccountTexts } from '../../i18n/pages/account';

async function endAll(ids: string[]): Promise<void> {
  for (const id of ids) await client.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } });
}

/** Where one is signed in. */
export function SessionSection() {
  const account = useAccountTexts();
  const t = account.sessions;
  const notify = useNotify();
  const queryClient = useQueryClient();
  const query = $api.useQuery('get', '/api/v1/sessions');
  const sessions = query.data?.items;
  const others = sessions?.filter(({ isCurrent }) => !isCurrent) ?? [];
  const ending = useMutation({
    mutationFn: endAll,
    onSuccess: () => notify.done(t.ended),
    onError: notify.failed,
    onSettled: () => refresh(queryClient, '/api/v1/sessions'),
  });
  return (
    <Section
      title={t.title}
      about={t.about}
      actions={
        others.length > 1 && (
          <Button
            variant="default"
            size="xs"
            loading={ending.isPending}
            onClick={() => ending.mutate(others.map(({ id }) => id))}
          >
            {t.endOthers}
          </Button>
        )
      }
    >
      <LoadError query={query} />
      {query.isPending && <Skeleton height={62} />}
      {sessions !== undefined && (
        <SessionList sessions={sessions} onEnd={({ id }) => ending.mutate([id])} />
      )}
    </Section>
  );
}
