import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import type { Path } from '../../../components/document/document-text';
import { IconPlus, IconTrash } from '../../../components/icons';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { listIn, textIn } from '../model';
import { useEditing } from './editing';

const PLACES = ['path', 'query', 'header', 'cookie', 'body'];

/** How single arguments are sent, where that is not by itself. */
export function MappingEditor({ path }: { path: Path }) {
  const t = useServerEditorTexts();
  const { at, add } = useEditing();
  const count = listIn({ parameters: at(path) }, 'parameters').length;
  return (
    <Stack gap="xs" align="flex-start">
      <div>
        <Text size="sm" fw={500}>
          {t.mapping}
        </Text>
        <Text size="xs" c="dimmed">
          {t.mappingHint}
        </Text>
      </div>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a parameter is known by
        <Parameter key={index} path={[...path, index]} />
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={16} />}
        onClick={() => add(path, { name: 'parameter', in: 'query' })}
      >
        {t.addParameter}
      </Button>
    </Stack>
  );
}

function Parameter({ path }: { path: Path }) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  const { at, put, problemAt } = useEditing();
  const parameter = at(path);
  const field = (name: string, label: string) => ({
    'aria-label': label,
    placeholder: label,
    value: textIn(parameter, name) ?? '',
    error: problemAt([...path, name]),
    onChange: (event: { currentTarget: { value: string } }) =>
      put([...path, name], event.currentTarget.value),
  });
  return (
    <Group gap="xs" w="100%" align="flex-start">
      <TextInput flex="1 1 8rem" {...field('name', words.name)} />
      <Select
        w="7rem"
        aria-label={t.place}
        data={PLACES}
        value={textIn(parameter, 'in')}
        allowDeselect={false}
        onChange={(place) => put([...path, 'in'], place ?? undefined)}
      />
      <TextInput flex="1 1 8rem" {...field('arg', t.argument)} />
      <TextInput flex="2 1 10rem" {...field('template', t.template)} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`${words.delete}: ${textIn(parameter, 'name')}`}
        onClick={() => put(path, undefined)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
