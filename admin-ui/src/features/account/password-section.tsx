import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { ApiError } from '../../api/problem';
import { refresh } from '../../api/refresh';
import { useNotify } from '../../components/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { Section } from '../../components/section';
import { useAccountTexts } from '../../i18n/pages/account';

/** Characters that a password has at least. */
const LEAST = 12;

/** Whether the API says that the password now is another one. */
function isWrong(error: unknown): boolean {
  return error instanceof ApiError && error.errors.some(({ path }) => path === 'current');
}

export function PasswordSection() {
  const account = useAccountTexts();
  const t = account.password;
  const notify = useNotify();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { current: '', new: '', again: '' },
    validate: {
      current: (value) => (value === '' ? t.currentMissing : null),
      new: (value) => ([...value].length < LEAST ? t.tooShort(LEAST) : null),
      again: (value, values) => (value === values.new ? null : t.different),
    },
  });
  const changing = useMutation({
    mutationFn: (values: typeof form.values) =>
      client.PUT('/api/v1/me/password', { body: { current: values.current, new: values.new } }),
    onSuccess: async () => {
      form.reset();
      notify.done(t.done);
      await refresh(queryClient, '/api/v1/sessions');
    },
    onError: (error) => {
      if (isWrong(error)) form.setFieldError('current', t.wrong);
    },
  });
  return (
    <Section title={t.title} about={t.about}>
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))} noValidate>
        <Stack align="flex-start">
          <PasswordInput
            label={t.current}
            autoComplete="current-password"
            w="100%"
            maw="24rem"
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={t.new}
            description={t.hint(LEAST)}
            autoComplete="new-password"
            w="100%"
            maw="24rem"
            {...form.getInputProps('new')}
          />
          <PasswordInput
            label={t.again}
            autoComplete="new-password"
            w="100%"
            maw="24rem"
            {...form.getInputProps('again')}
          />
          {changing.error !== null && !isWrong(changing.error) && (
            <ProblemAlert error={changing.error} />
          )}
          <Button type="submit" loading={changing.isPending}>
            {t.change}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
