import { Button, Skeleton, Text } from '@mantine/core';
import { $api } from '../../api/client';
import { byCursor, entriesOf } from '../../api/pages';
import type { User } from '../../api/people';
import { useConfirm } from '../../components/confirm';
import { LoadError } from '../../components/load-error';
import { useNotify } from '../../components/notify';
import { Section } from '../../components/section';
import { type Token, TokenList } from '../../components/token-list';
import { useAccountTexts } from '../../i18n/pages/account';
import { useTexts } from '../../i18n/use-texts';
import { useChanged } from './use-changed';

/** A user's API tokens. */
export function UserTokens({ user }: { user: User }) {
  const account = useAccountTexts();
  const { words } = useTexts();
  const t = account.tokens;
  const init = { params: { path: { user: user.name } } };
  const query = $api.useInfiniteQuery('get', '/api/v1/users/{user}/tokens', init, byCursor);
  const tokens = entriesOf(query.data);
  const revoke = useRevoke(user);
  return (
    <Section title={t.title}>
      <LoadError query={query} />
      {query.isPending && <Skeleton height={62} />}
      {tokens?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t.noneOfUser}
        </Text>
      )}
      {tokens !== undefined && tokens.length > 0 && (
        <TokenList tokens={tokens} onRevoke={(token) => void revoke(token)} />
      )}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          {words.loadMore}
        </Button>
      )}
    </Section>
  );
}

function useRevoke({ name: user }: User) {
  const account = useAccountTexts();
  const t = account.tokens;
  const confirm = useConfirm();
  const notify = useNotify();
  const changed = useChanged();
  const revoking = $api.useMutation('delete', '/api/v1/users/{user}/tokens/{id}', {
    onSuccess: () => notify.done(t.revoked),
    onError: notify.failed,
    onSettled: changed,
  });
  return async ({ id, name }: Token) => {
    const isSure = await confirm({
      title: t.revokeTitle(name),
      text: t.revokeText,
      undo: t.revokeUndo,
      action: t.revoke,
      isDangerous: true,
    });
    if (isSure) revoking.mutate({ params: { path: { user, id } } });
  };
}
