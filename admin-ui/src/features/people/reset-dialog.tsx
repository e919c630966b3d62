import { Text } from '@mantine/core';
import { useState } from 'react';
import { $api } from '../../api/client';
import type { User } from '../../api/people';
import { FormDialog } from '../../components/form-dialog';
import { useNotify } from '../../components/notify';
import { usePeopleTexts } from '../../i18n/pages/people';
import { errorOf } from './field-error';
import { isLongEnough, LEAST } from './new-password';
import { PasswordField } from './password-field';
import { useChanged } from './use-changed';

interface ResetDialogProps {
  user: User;
  isOpen: boolean;
  onClose: () => void;
}

/** Gives a user another password. */
export function ResetDialog({ user, isOpen, onClose }: ResetDialogProps) {
  const people = usePeopleTexts();
  const t = people.user;
  const notify = useNotify();
  const changed = useChanged();
  const [password, setPassword] = useState('');
  const { name, isAdmin, disabled } = user;
  const setting = $api.useMutation('put', '/api/v1/users/{user}', {
    onSuccess: async () => {
      setPassword('');
      onClose();
      notify.done(t.resetDone(name));
      await changed();
    },
  });
  const isShort = password !== '' && !isLongEnough(password);
  return (
    <FormDialog
      title={t.resetTitle(name)}
      isOpen={isOpen}
      onClose={onClose}
      action={t.reset}
      isDisabled={password === '' || isShort}
      isPending={setting.isPending}
      error={setting.error}
      onSubmit={() => {
        setting.mutate({ params: { path: { user: name } }, body: { isAdmin, disabled, password } });
      }}
    >
      <Text size="sm">{t.resetText}</Text>
      <PasswordField
        label={people.users.password}
        description={people.users.passwordHint(LEAST)}
        value={password}
        onChange={setPassword}
        error={isShort ? people.users.tooShort(LEAST) : errorOf(setting.error, 'password')}
      />
    </FormDialog>
  );
}
