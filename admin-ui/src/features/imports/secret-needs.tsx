import { Group, Paper, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { Told } from '../../components/told';
import { useImportsTexts } from '../../i18n/pages/imports';
import type { SecretChoice, SecretNeed } from './model';

interface SecretNeedsProps {
  needs: SecretNeed[];
  choices: Record<string, SecretChoice>;
  onChange: (choices: Record<string, SecretChoice>) => void;
}

const KINDS = ['value', 'env', 'existing', 'omit'] as const;

/** The keys and passwords that the API asks for. */
export function SecretNeeds({ needs, choices, onChange }: SecretNeedsProps) {
  const t = useImportsTexts();
  if (needs.length === 0) return null;
  return (
    <Stack gap="sm">
      <Title order={2}>{t.secrets.title}</Title>
      <Text size="sm" c="dimmed">
        {t.secrets.about}
      </Text>
      {needs.map((need) => {
        const choice = choices[need.name];
        if (choice === undefined) return null;
        return (
          <Need
            key={need.name}
            need={need}
            choice={choice}
            onChange={(changed) => onChange({ ...choices, [need.name]: changed })}
          />
        );
      })}
    </Stack>
  );
}

interface NeedProps {
  need: SecretNeed;
  choice: SecretChoice;
  onChange: (choice: SecretChoice) => void;
}

function Need({ need, choice, onChange }: NeedProps) {
  const t = useImportsTexts();
  const set = (part: Partial<SecretChoice>) => onChange({ ...choice, ...part });
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <div>
          <Text fw={550}>{need.name}</Text>
          <Text size="sm">
            <Told text={need.purpose} />
          </Text>
          {need.description != null && (
            <Text size="sm" c="dimmed">
              {need.description}
            </Text>
          )}
        </div>
        <Group align="flex-end" gap="sm">
          <Select
            label={t.secrets.source(need.name)}
            data={KINDS.map((kind) => ({ value: kind, label: t.secrets.kinds[kind] }))}
            value={choice.kind}
            onChange={(kind) => kind !== null && set({ kind: kind as SecretChoice['kind'] })}
            allowDeselect={false}
            flex="1 1 14rem"
          />
          {choice.kind === 'value' && (
            <PasswordInput
              label={t.secrets.value}
              placeholder={t.secrets.later}
              value={choice.value}
              onChange={(event) => set({ value: event.currentTarget.value })}
              autoComplete="new-password"
              flex="1 1 14rem"
            />
          )}
          {choice.kind === 'env' && (
            <TextInput
              label={t.secrets.env}
              value={choice.env}
              onChange={(event) => set({ env: event.currentTarget.value })}
              flex="1 1 14rem"
            />
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
