import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { $api } from '../../api/client';
import { byCursor } from '../../api/pages';
import { refresh } from '../../api/refresh';
import { IconPlus } from '../../components/icons';
import { useNotify } from '../../components/notify';
import { Section } from '../../components/section';
import { TokenList } from '../../components/token-list';
import { useAccountTexts } from '../../i18n/pages/account';
import { TokenDialog } from './token-dialog';

/** One's own API tokens. */
export function TokenSection({ isAdmin }: { isAdmin: boolean }) {
  const account = useAccountTexts();
  const t = account.tokens;
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [isOpen, dialog] = useDisclosure(false);
  const query = $api.useInfiniteQuery('get', '/api/v1/tokens', {}, byCursor);
  const revoking = $api.useMutation('delete', '/api/v1/tokens/{id}', {
    onSuccess: () => notify.done(t.revoked),
    onError: notify.failed,
    onSettled: () => refresh(queryClient, '/api/v1/tokens'),
  });
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
      <TokenList
        query={query}
        none={t.none}
        onRevoke={(id) => revoking.mutate({ params: { path: { id } } })}
      />
      <TokenDialog isOpen={isOpen} onClose={dialog.close} isAdmin={isAdmin} />
    </Section>
  );
}
