import { Button, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { $api } from '../../api/client';
import { byCursor, entriesOf } from '../../api/pages';
import { refresh } from '../../api/refresh';
import { useConfirm } from '../../components/confirm';
import { IconPlus } from '../../components/icons';
import { LoadError } from '../../components/load-error';
import { useNotify } from '../../components/notify';
import { Section } from '../../components/section';
import { type Token, TokenList } from '../../components/token-list';
import { useAccountTexts } from '../../i18n/pages/account';
import { useTexts } from '../../i18n/use-texts';
import { TokenDialog } from './token-dialog';

/** One's own API tokens. */
export function TokenSection({ isAdmin }: { isAdmin: boolean }) {
  const account = useAccountTexts();
  const { words } = useTexts();
  const t = account.tokens;
  const [isOpen, dialog] = useDisclosure(false);
  const query = $api.useInfiniteQuery('get', '/api/v1/tokens', {}, byCursor);
  const tokens = entriesOf(query.data);
  const revoke = useRevoke();
  return (
    <Section
      title={t.title}
      about={t.about}
      actions={
        <Button size="xs" leftSection={<IconPlus size={16} />} onClick={dialog.open}>
          {t.new}
        </Button>
      }
    >
      <LoadError query={query} />
      {query.isPending && <Skeleton height={62} />}
      {tokens?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t.none}
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
      <TokenDialog isOpen={isOpen} onClose={dialog.close} isAdmin={isAdmin} />
    </Section>
  );
}

/** Revokes a token, if that is really wanted. */
function useRevoke() {
  const account = useAccountTexts();
  const t = account.tokens;
  const confirm = useConfirm();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const revoking = $api.useMutation('delete', '/api/v1/tokens/{id}', {
    onSuccess: () => notify.done(t.revoked),
    onError: notify.failed,
    onSettled: () => refresh(queryClient, '/api/v1/tokens'),
  });
  return async ({ id, name }: Token) => {
    const isSure = await confirm({
      title: t.revokeTitle(name),
      text: t.revokeText,
      undo: t.revokeUndo,
      action: t.revoke,
      isDangerous: true,
    });
    if (isSure) revoking.mutate({ params: { path: { id } } });
  };
}
