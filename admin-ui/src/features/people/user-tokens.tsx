import { $api } from '../../api/client';
import { byCursor } from '../../api/pages';
import type { User } from '../../api/people';
import { useNotify } from '../../components/notify';
import { Section } from '../../components/section';
import { TokenList } from '../../components/token-list';
import { useAccountTexts } from '../../i18n/pages/account';
import { useChanged } from './use-changed';

/** A user's API tokens. */
export function UserTokens({ user: { name: user } }: { user: User }) {
  const { tokens: t } = useAccountTexts();
  const notify = useNotify();
  const changed = useChanged();
  const init = { params: { path: { user } } };
  const query = $api.useInfiniteQuery('get', '/api/v1/users/{user}/tokens', init, byCursor);
  const revoking = $api.useMutation('delete', '/api/v1/users/{user}/tokens/{id}', {
    onSuccess: () => notify.done(t.revoked),
    onError: notify.failed,
    onSettled: changed,
  });
  return (
    <Section title={t.title}>
      <TokenList
        query={query}
        none={t.noneOfUser}
        onRevoke={(id) => revoking.mutate({ params: { path: { user, id } } })}
      />
    </Section>
  );
}
