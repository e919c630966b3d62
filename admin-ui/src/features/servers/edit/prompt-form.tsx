import { ActionIcon, Button, Group, Stack, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '../../../components/icons';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { listIn } from '../model';
import { useEditing } from './editing';
import { CheckField, ChoiceField, LongField, TextField } from './fields';
import { TemplateField } from './template-field';

/** One prompt: its arguments and messages. */
export function PromptForm({ index }: { index: number }) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  const { at, add, put } = useEditing();
  const own = ['prompts', index];
  const parts = (field: string) => listIn(at(own), field).map((_, place) => [...own, field, place]);
  return (
    <Stack>
      <TextField path={[...own, 'name']} label={words.name} isRequired />
      <LongField path={[...own, 'description']} label={t.description} />
      <Title order={4}>{t.arguments}</Title>
      {parts('arguments').map((path) => (
        <Group key={path.join('.')} align="flex-end">
          <TextField path={[...path, 'name']} label={words.name} />
          <TextField path={[...path, 'description']} label={t.description} />
          <CheckField path={[...path, 'required']} label={t.required} />
          <Remove label={t.argument} onRemove={() => put(path, undefined)} />
        </Group>
      ))}
      <Add label={t.addArgument} onAdd={() => add([...own, 'arguments'], { name: 'argument' })} />
      <Title order={4}>{t.messages}</Title>
      {parts('messages').map((path) => (
        <Stack key={path.join('.')} gap="xs">
          <Group align="flex-end">
            <ChoiceField path={[...path, 'role']} label={t.role} choices={['user', 'assistant']} />
            <Remove label={t.messages} onRemove={() => put(path, undefined)} />
          </Group>
          <TemplateField path={[...path, 'content', 'text']} label={t.text} hint={t.promptHint} />
        </Stack>
      ))}
      <Add
        label={t.addMessage}
        onAdd={() =>
          add([...own, 'messages'], { role: 'user', content: { type: 'text', text: '' } })
        }
      />
    </Stack>
  );
}

function Add({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <Group>
      <Button size="xs" variant="default" leftSection={<IconPlus size={16} />} onClick={onAdd}>
        {label}
      </Button>
    </Group>
  );
}

function Remove({ label, onRemove }: { label: string; onRemove: () => void }) {
  const { words } = useTexts();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={`${words.delete}: ${label}`}
      onClick={onRemove}
    >
      <IconTrash size={16} />
    </ActionIcon>
  );
}
