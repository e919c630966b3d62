import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { signIn } from '../../api/me';
import { ApiError, statusOf } from '../../api/problem';
import { ProblemAlert } from '../../components/problem-alert';
import { useTexts } from '../../i18n/use-texts';

/** Counts the seconds down that the control plane asks to wait after too many tries. */
function useWait(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (statusOf(error) !== 429 || !(error instanceof ApiError)) return undefined;
    setLeft(error.retryAfter ?? 1);
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}

export function PasswordForm({ returnTo }: { returnTo: string }) {
  const { signIn: t } = useTexts();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: {
      name: (name) => (name.trim() === '' ? t.nameMissing : null),
      password: (password) => (password === '' ? t.passwordMissing : null),
    },
  });
  const entering = useMutation({
    mutationFn: ({ name, password }: typeof form.values) => signIn(queryClient, name, password),
    onSuccess: () => router.history.push(returnTo),
    onError: () => form.setFieldValue('password', ''),
  });
  const wait = useWait(entering.error);
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  return (
    <form onSubmit={form.onSubmit((values) => entering.mutate(values))} noValidate>
      <Stack>
        <Failure error={entering.error} wait={wait} />
        <TextInput
          label={t.name}
          autoComplete="username"
          autoCapitalize="none"
          ref={name}
          {...form.getInputProps('name')}
        />
        <PasswordInput
          label={t.password}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={entering.isPending} disabled={wait > 0}>
          {t.submit}
        </Button>
      </Stack>
    </form>
  );
}

function Failure({ error, wait }: { error: Error | null; wait: number }) {
  const { signIn: t } = useTexts();
  if (error === null) return null;
  const status = statusOf(error);
  if (status === 429) {
    if (wait === 0) return null;
    return (
      <Alert color="orange" role="alert">
        {t.wait(String(wait))}
      </Alert>
    );
  }
  if (status === 401) {
    return (
      <Alert color="red" variant="outline" role="alert">
        {t.refused}
      </Alert>
    );
  }
  return <ProblemAlert error={error} />;
}
