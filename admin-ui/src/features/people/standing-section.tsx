import { Switch, Text } from '@mantine/core';
import { $api } from '../../api/client';
import { useMe } from '../../api/me';
import type { User } from '../../api/people';
import { Ago } from '../../components/ago';
import { useConfirm } from '../../components/confirm';
import { Fact, Facts } from '../../components/facts';
import { useNotify } from '../../components/notify';
import { Section } from '../../components/section';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useChanged } from './use-changed';
import { SignIn } from './user-table';

type Change = Partial<Pick<User, 'isAdmin' | 'disabled'>>;

/** Whether somebody is an administrator, and whether they may do anything at all. */
export function StandingSection({ user }: { user: User }) {
  const people = usePeopleTexts();
  const t = people.user;
  const change = useStanding(user);
  return (
    <Section title={t.standing}>
      <Facts columns={2}>
        <Fact label={people.users.column.signIn}>
          <SignIn user={user} />
        </Fact>
        <Fact label={people.users.column.made}>
          <Ago at={user.createdAt} />
        </Fact>
      </Facts>
      <Switch
        label={people.users.isAdmin}
        description={people.users.isAdminHint}
        checked={user.isAdmin}
        onChange={() => void change({ isAdmin: !user.isAdmin })}
      />
      <Switch
        label={people.disabled}
        description={t.disabledHint}
        color="red.9"
        checked={user.disabled}
        onChange={() => void change({ disabled: !user.disabled })}
      />
      {user.isAdmin && (
        <Text size="sm" c="dimmed">
          {t.lastAdmin}
        </Text>
      )}
    </Section>
  );
}

/** Changes the standing; asks first where somebody loses something. */
function useStanding(user: User) {
  const { user: t } = usePeopleTexts();
  const me = useMe();
  const confirm = useConfirm();
  const notify = useNotify();
  const changed = useChanged();
  const changing = $api.useMutation('put', '/api/v1/users/{user}', {
    onSuccess: () => notify.done(t.changed),
    onError: notify.failed,
    onSettled: changed,
  });
  const { name, isAdmin, disabled } = user;
  const isOneself = me?.name === name;
  const questionFor = (change: Change) => {
    if (change.disabled === true) {
      const text = isOneself ? `${t.disableText} ${t.disableYourself}` : t.disableText;
      return { title: t.disableTitle(name), text, undo: t.disableUndo, action: t.disable };
    }
    if (change.isAdmin === false) {
      const text = isOneself ? `${t.demoteText} ${t.demoteYourself}` : t.demoteText;
      return { title: t.demoteTitle(name), text, undo: t.demoteUndo, action: t.demote };
    }
    return null;
  };
  return async (change: Change) => {
    const question = questionFor(change);
    if (question !== null && !(await confirm({ ...question, isDangerous: true }))) return;
    const body = { isAdmin, disabled, ...change };
    changing.mutate({ params: { path: { user: name } }, body });
  };
}
