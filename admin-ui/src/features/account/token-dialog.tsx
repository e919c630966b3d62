import { Alert, Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client';
import { refresh } from '../../api/refresh';
import type { components } from '../../api/schema';
import { CodeBlock } from '../../components/code-block';
import { DraftNotice } from '../../components/draft-notice';
import { FormDialog } from '../../components/form-dialog';
import { IconInfo } from '../../components/icons';
import { useDraft } from '../../components/use-draft';
import { useAccountTexts } from '../../i18n/pages/account';
import { useTexts } from '../../i18n/use-texts';

type Scope = components['schemas']['Scope'];

interface TokenDialogProps {
  isOpen: boolean;
  onClose: () => void;
  isAdmin: boolean;
}

const DAY = 86_400_000;

/** How long a token is good for; `never` has no end. */
const LIFETIMES = ['7', '30', '90', '365', 'never'] as const;

const BLANK = { name: '', scope: 'read' as Scope, days: '90' };

/** The moment at which a token made now ends. */
function endAfter(days: string): string | undefined {
  return days === 'never' ? undefined : new Date(Date.now() + Number(days) * DAY).toISOString();
}

/** Makes an API token, and shows its secret this once. */
export function TokenDialog({ isOpen, onClose, isAdmin }: TokenDialogProps) {
  const account = useAccountTexts();
  const t = account.tokens;
  const queryClient = useQueryClient();
  const draft = useDraft('token/new', BLANK);
  const [secret, setSecret] = useState<string | null>(null);
  const making = $api.useMutation('post', '/api/v1/tokens', {
    onSuccess: ({ token }) => {
      setSecret(token);
      draft.discard(BLANK);
      void refresh(queryClient, '/api/v1/tokens');
    },
  });
  const { name, scope, days } = draft.value;
  const scopes: Scope[] = isAdmin ? ['read', 'write', 'admin'] : ['read', 'write'];
  if (secret !== null) return <Secret secret={secret} onClose={() => setSecret(null)} />;
  const make = () => {
    const body = { name: name.trim(), scopes: [scope], expiresAt: endAfter(days) };
    making.mutate({ body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t.newTitle}
      isOpen={isOpen}
      onClose={onClose}
      action={t.make}
      isDisabled={name.trim() === ''}
      isPending={making.isPending}
      error={making.error}
      onSubmit={make}
    >
      {draft.isRestored && <DraftNotice onDiscard={() => draft.discard()} />}
      <TextInput
        label={t.name}
        description={t.nameHint}
        maxLength={128}
        data-autofocus
        value={name}
        onChange={(event) => draft.change({ ...draft.value, name: event.currentTarget.value })}
      />
      <Radio.Group
        label={t.scopeLabel}
        value={scope}
        onChange={(value) => draft.change({ ...draft.value, scope: value as Scope })}
      >
        <Stack gap="xs" mt="xs">
          {scopes.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t.scope[value]}
              description={t.scopeHint[value]}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Select
        label={t.lifetime}
        data={LIFETIMES.map((value) => ({ value, label: t.lifetimes[value] }))}
        value={days}
        allowDeselect={false}
        onChange={(value) => draft.change({ ...draft.value, days: value ?? days })}
      />
    </FormDialog>
  );
}

/** The secret, which nobody can see again. It stays until the button says so. */
function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const account = useAccountTexts();
  const { shell } = useTexts();
  const t = account.tokens;
  const example = `curl -H "Authorization: Bearer ${secret}" ${window.location.origin}/api/v1/me`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.secretTitle}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': shell.close }}
    >
      <Stack>
        <Alert icon={<IconInfo size={20} />} color="orange">
          {t.secretText}
        </Alert>
        <CodeBlock code={secret} label={t.secretLabel} />
        <Text size="sm" c="dimmed">
          {t.secretUse}
        </Text>
        <CodeBlock code={example} label={t.example} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t.kept}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
