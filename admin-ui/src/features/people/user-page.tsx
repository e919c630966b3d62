import { Button, SimpleGrid, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { useMe } from '../../api/me';
import type { User } from '../../api/people';
import { useConfirm } from '../../components/confirm';
import { IconKey, IconTrash } from '../../components/icons';
import { useNotify } from '../../components/notify';
import { Page } from '../../components/page';
import { UnloadedPage } from '../../components/unloaded-page';
import { usePeopleTexts } from '../../i18n/pages/people';
import { ResetDialog } from './reset-dialog';
import { StandingSection } from './standing-section';
import { useChanged } from './use-changed';
import { UserSessions } from './user-sessions';
import { Standing } from './user-table';
import { UserTenants } from './user-tenants';
import { UserTokens } from './user-tokens';

const route = getRouteApi('/shell/users/$user');

export function UserPage() {
  const name = route.useParams().user;
  const init = { params: { path: { user: name } } };
  const query = $api.useQuery('get', '/api/v1/users/{user}', init);
  if (query.data !== undefined) return <Details key={name} user={query.data} />;
  return <UnloadedPage title={name} query={query} />;
}

function Details({ user }: { user: User }) {
  const people = usePeopleTexts();
  const me = useMe();
  const [isOpen, dialog] = useDisclosure(false);
  const remove = useRemove(user);
  return (
    <Page
      title={user.name}
      about={me?.name === user.name ? people.user.thisIsYou : undefined}
      beside={<Standing user={user} />}
      actions={
        <>
          <Button variant="default" leftSection={<IconKey size={16} />} onClick={dialog.open}>
            {people.user.reset}
          </Button>
          <Button
            variant="default"
            c="var(--mantine-color-error)"
            leftSection={<IconTrash size={16} />}
            onClick={() => void remove()}
          >
            {people.user.remove}
          </Button>
        </>
      }
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="lg">
          <StandingSection user={user} />
          <UserTenants user={user} />
        </Stack>
        <Stack gap="lg">
          <UserSessions user={user} />
          <UserTokens user={user} />
        </Stack>
      </SimpleGrid>
      <ResetDialog user={user} isOpen={isOpen} onClose={dialog.close} />
    </Page>
  );
}

/** Removes the user, if that is really wanted. */
function useRemove({ name }: User) {
  const { user: t } = usePeopleTexts();
  const me = useMe();
  const confirm = useConfirm();
  const notify = useNotify();
  const navigate = useNavigate();
  const changed = useChanged();
  const removing = $api.useMutation('delete', '/api/v1/users/{user}', {
    onSuccess: async () => {
      notify.done(t.removed(name));
      await navigate({ to: '/users' });
      await changed();
    },
    onError: notify.failed,
  });
  return async () => {
    const isSure = await confirm({
      title: t.removeTitle(name),
      text: me?.name === name ? `${t.removeText} ${t.removeYourself}` : t.removeText,
      undo: t.removeUndo,
      action: t.remove,
      isDangerous: true,
    });
    if (isSure) removing.mutate({ params: { path: { user: name } } });
  };
}
