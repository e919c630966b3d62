import { Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { $api } from '../../api/client';
import { refresh } from '../../api/refresh';
import { DraftNotice } from '../../components/draft-notice';
import { FormDialog } from '../../components/form-dialog';
import { useNotify } from '../../components/notify';
import { useDraft } from '../../components/use-draft';
import { usePeopleTexts } from '../../i18n/pages/people';
import { errorOf } from './field-error';
import { isLongEnough, LEAST } from './new-password';
import { PasswordField } from './password-field';

interface UserDialogProps {
  isOpen: boolean;
  onClose: () => void;
}

const BLANK = { name: '', subject: '', isAdmin: false };

const optional = (text: string) => (text === '' ? undefined : text);

/** Makes a user. The password is in no draft. */
export function UserDialog({ isOpen, onClose }: UserDialogProps) {
  const { users: t } = usePeopleTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const hasProvider = $api.useQuery('get', '/api/v1/sign-in').data?.oidc === true;
  const draft = useDraft('user/new', BLANK);
  const [password, setPassword] = useState('');
  const { name, subject, isAdmin } = draft.value;
  const change = (changes: Partial<typeof BLANK>) => draft.change({ ...draft.value, ...changes });
  const making = $api.useMutation('post', '/api/v1/users', {
    onSuccess: async (user) => {
      draft.discard(BLANK);
      setPassword('');
      onClose();
      notify.done(t.made(user.name));
      await refresh(queryClient, '/api/v1/users');
      await navigate({ to: '/users/$user', params: { user: user.name } });
    },
  });
  const isShort = password !== '' && !isLongEnough(password);
  const make = () => {
    const body = { name: name.trim(), isAdmin, disabled: false };
    const ways = { password: optional(password), subject: optional(subject.trim()) };
    making.mutate({ body: { ...body, ...ways } });
  };
  return (
    <FormDialog
      title={t.new}
      isOpen={isOpen}
      onClose={onClose}
      action={t.make}
      isDisabled={name.trim() === '' || isShort || (password === '' && subject.trim() === '')}
      isPending={making.isPending}
      error={making.error}
      onSubmit={make}
    >
      {draft.isRestored && <DraftNotice onDiscard={() => draft.discard()} />}
      <TextInput
        label={t.column.name}
        description={t.nameHint}
        autoComplete="off"
        autoCapitalize="none"
        maxLength={128}
        data-autofocus
        value={name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errorOf(making.error, 'name')}
      />
      <PasswordField
        label={t.password}
        description={hasProvider ? t.passwordHintProvider(LEAST) : t.passwordHint(LEAST)}
        value={password}
        onChange={setPassword}
        error={isShort ? t.tooShort(LEAST) : errorOf(making.error, 'password')}
      />
      {hasProvider && (
        <TextInput
          label={t.subject}
          description={t.subjectHint}
          autoComplete="off"
          value={subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
          error={errorOf(making.error, 'subject')}
        />
      )}
      <Switch
        label={t.isAdmin}
        description={t.isAdminHint}
        checked={isAdmin}
        onChange={(event) => change({ isAdmin: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
