import { Group, MultiSelect, NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { $api } from '../../api/client';
import { useChatTexts } from '../../i18n/pages/chat';
import type { ConversationSettings, ServerChoice } from './model';
import { ToolChoices } from './tool-choices';

interface SettingsFormProps {
  tenant: string;
  value: ConversationSettings;
  onChange: (value: ConversationSettings) => void;
}

/** What a conversation is held with: instructions, tools, parameters. */
export function SettingsForm({ tenant, value, onChange }: SettingsFormProps) {
  const t = useChatTexts();
  return (
    <Stack>
      <Textarea
        label={t.system}
        description={t.systemHint}
        autosize
        minRows={3}
        maxRows={14}
        value={value.system}
        onChange={(event) => onChange({ ...value, system: event.currentTarget.value })}
      />
      <Servers
        tenant={tenant}
        choices={value.servers}
        onChange={(servers) => onChange({ ...value, servers })}
      />
      <Parameters value={value} onChange={onChange} />
    </Stack>
  );
}

interface ServersProps {
  tenant: string;
  choices: ServerChoice[];
  onChange: (choices: ServerChoice[]) => void;
}

/** The servers whose tools the model may use, and what is asked before each of these runs. */
export function Servers({ tenant, choices, onChange }: ServersProps) {
  const t = useChatTexts();
  const query = { tenant, limit: 200 };
  const { data } = $api.useQuery('get', '/api/v1/servers', { params: { query } });
  const names = new Set([
    ...(data?.items.map(({ name }) => name) ?? []),
    ...choices.map(({ name }) => name),
  ]);
  const choose = (chosen: string[]) =>
    onChange(chosen.map((name) => choices.find((one) => one.name === name) ?? { name }));
  return (
    <Stack gap="xs">
      <MultiSelect
        label={t.servers}
        description={t.serversHint}
        placeholder={choices.length === 0 ? t.noServers : undefined}
        data={[...names]}
        searchable
        value={choices.map(({ name }) => name)}
        onChange={choose}
      />
      {choices.map((choice) => (
        <ToolChoices
          key={choice.name}
          tenant={tenant}
          choice={choice}
          onChange={(next) => onChange(choices.map((one) => (one === choice ? next : one)))}
        />
      ))}
    </Stack>
  );
}

const EFFORTS = ['low', 'medium', 'high'] as const;

const numberOf = (entered: string | number) => (typeof entered === 'number' ? entered : null);

function Parameters({ value, onChange }: Omit<SettingsFormProps, 'tenant'>) {
  const t = useChatTexts();
  const { parameters } = value;
  const put = (change: Partial<ConversationSettings['parameters']>) =>
    onChange({ ...value, parameters: { ...parameters, ...change } });
  const effort = EFFORTS.find((one) => one === parameters.reasoning) ?? null;
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <NumberInput
        label={t.temperature}
        placeholder={t.byProvider}
        min={0}
        max={2}
        step={0.1}
        miw="9rem"
        value={parameters.temperature ?? ''}
        onChange={(entered) => put({ temperature: numberOf(entered) })}
      />
      <NumberInput
        label={t.topP}
        placeholder={t.byProvider}
        min={0.01}
        max={1}
        step={0.05}
        miw="9rem"
        value={parameters.topP ?? ''}
        onChange={(entered) => put({ topP: numberOf(entered) })}
      />
      <NumberInput
        label={t.maxTokens}
        placeholder={t.byProvider}
        min={1}
        allowDecimal={false}
        miw="9rem"
        value={parameters.maxTokens ?? ''}
        onChange={(entered) => put({ maxTokens: numberOf(entered) })}
      />
      <Select
        label={t.reasoning}
        placeholder={t.byProvider}
        clearable
        miw="9rem"
        data={EFFORTS.map((one) => ({ value: one, label: t.efforts[one] }))}
        value={effort}
        onChange={(chosen) => put({ reasoning: EFFORTS.find((one) => one === chosen) ?? null })}
      />
    </Group>
  );
}
