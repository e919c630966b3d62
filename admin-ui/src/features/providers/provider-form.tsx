import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client';
import { ApiError } from '../../api/problem';
import { useNotify } from '../../components/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { useTenantFilter } from '../../components/tenant-filter';
import { useProvidersTexts } from '../../i18n/pages/providers';
import { useTexts } from '../../i18n/use-texts';
import type { Provider } from '../chat/model';
import { type Entered, enteredOf, probe, refreshProviders, save } from './change';
import { CredentialFields } from './credential-fields';
import { ProviderFields } from './provider-fields';
import { TestResult } from './test-result';

interface ProviderFormProps {
  /** The provider that is edited; `null` for a new one. */
  stored: Provider | null;
  onClose: () => void;
}

/** What the API says is wrong, by the field. */
function errorsOf(error: unknown): Partial<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
}

export function ProviderForm({ stored, onClose }: ProviderFormProps) {
  const t = useProvidersTexts();
  const { shell, words } = useTexts();
  const tenants = $api.useQuery('get', '/api/v1/tenants').data?.items.map(({ name }) => name) ?? [];
  const tenant = useTenantFilter() ?? tenants[0] ?? 'default';
  const [changes, setChanges] = useState<Partial<Entered>>({});
  const entered: Entered = { ...enteredOf(stored, tenant), ...changes };
  const notify = useNotify();
  const queryClient = useQueryClient();
  const testing = useMutation({ mutationFn: probe });
  const saving = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      await refreshProviders(queryClient);
      notify.done(t.saved);
      onClose();
    },
  });
  const error = saving.error ?? testing.error;
  const isNamed = entered.name !== '' && entered.baseUrl.trim() !== '';
  const isWhole = isNamed && entered.title.trim() !== '' && entered.defaultModel.trim() !== '';
  const put = (change: Partial<Entered>) => setChanges((before) => ({ ...before, ...change }));
  const fields = { entered, put, errors: errorsOf(error), stored };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={stored === null ? t.add : t.editTitle(stored.title)}
      closeButtonProps={{ 'aria-label': shell.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          testing.reset();
          saving.mutate(entered);
        }}
      >
        <Stack>
          <ProviderFields {...fields} tenants={tenants} />
          <CredentialFields {...fields} />
          {testing.data !== undefined && (
            <TestResult
              result={testing.data}
              onOffer={(models) => {
                const defaultModel = entered.defaultModel || (models[0] ?? '');
                put({ defaultModel, models: models.filter((model) => model !== defaultModel) });
              }}
            />
          )}
          {error !== null && <ProblemAlert title={t.notSaved} error={error} />}
          <Group justify="space-between">
            <Button
              variant="default"
              disabled={!isNamed}
              loading={testing.isPending}
              onClick={() => {
                saving.reset();
                testing.mutate(entered);
              }}
            >
              {t.test}
            </Button>
            <Group>
              <Button variant="default" onClick={onClose}>
                {words.cancel}
              </Button>
              <Button type="submit" disabled={!isWhole} loading={saving.isPending}>
                {words.save}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
