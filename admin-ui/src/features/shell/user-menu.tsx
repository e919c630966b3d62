import { ActionIcon, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut, useMe } from '../../api/me';
import { IconProfile, IconSignOut, IconUser } from '../../components/icons';
import { useNotify } from '../../components/notify';
import { forgetDrafts } from '../../components/use-draft';
import { useTexts } from '../../i18n/use-texts';

export function UserMenu() {
  const { pages, shell } = useTexts();
  const me = useMe();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const leave = async () => {
    try {
      await navigate({ to: '/sign-in' });
      await signOut(queryClient);
      forgetDrafts();
      notify.done(shell.signedOut);
    } catch (error) {
      notify.failed(error);
    }
  };
  if (me === undefined) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={shell.account(me.name)}>
          <IconUser size={20} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {me.isAdmin ? shell.admin : shell.member}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconProfile size={16} />}
          onClick={() => void navigate({ to: '/profile' })}
        >
          {pages.account}
        </Menu.Item>
        <Menu.Item leftSection={<IconSignOut size={16} />} onClick={() => void leave()}>
          {shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
