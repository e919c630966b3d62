import { ActionIcon, Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import type { Path } from '../../../components/document/document-text';
import { IconPlus, IconTrash } from '../../../components/icons';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { isObject, listIn, objectIn, textIn } from '../model';
import { useEditing } from './editing';

const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object'];

interface ArgumentRowsProps {
  path: Path;
  schema: unknown;
}

/** The properties of an input schema, each in a row. What rows do not show stays as it is. */
export function ArgumentRows({ path, schema }: ArgumentRowsProps) {
  const t = useServerEditorTexts();
  const { put } = useEditing();
  const names = Object.keys(objectIn(schema, 'properties'));
  const addOne = () => {
    let name = 'argument';
    for (let number = 2; names.includes(name); number += 1) name = `argument${number}`;
    const fresh = { type: 'string' };
    if (isObject(schema)) put([...path, 'properties', name], fresh);
    else put(path, { type: 'object', properties: { [name]: fresh } });
  };
  return (
    <Stack gap="xs" align="flex-start">
      {names.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row stays the same when it is renamed
        <Row key={index} path={path} schema={schema} name={name} />
      ))}
      <Button size="xs" variant="default" leftSection={<IconPlus size={16} />} onClick={addOne}>
        {t.addArgument}
      </Button>
    </Stack>
  );
}

function Row({ path, schema, name }: ArgumentRowsProps & { name: string }) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  const { put, rename } = useEditing();
  const own = [...path, 'properties', name];
  const property = objectIn(objectIn(schema, 'properties'), name);
  const required = listIn(schema, 'required');
  const others = required.filter((entry) => entry !== name);
  const isRequired = others.length < required.length;
  const require = (names: unknown[]) => {
    put([...path, 'required'], names.length === 0 ? undefined : names);
  };
  return (
    <Group gap="xs" w="100%">
      <TextInput
        flex="1 1 8rem"
        aria-label={words.name}
        defaultValue={name}
        key={name}
        onBlur={(event) => rename([...path, 'properties'], name, event.currentTarget.value.trim())}
      />
      <Select
        w="7rem"
        aria-label={t.type}
        data={TYPES}
        value={textIn(property, 'type')}
        allowDeselect={false}
        onChange={(type) => put([...own, 'type'], type ?? undefined)}
      />
      <TextInput
        flex="3 1 12rem"
        aria-label={t.description}
        placeholder={t.description}
        value={textIn(property, 'description') ?? ''}
        onChange={(event) => put([...own, 'description'], event.currentTarget.value)}
      />
      <Checkbox
        label={t.required}
        checked={isRequired}
        onChange={() => require(isRequired ? others : [...others, name])}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${words.delete}: ${name}`}
        onClick={() => put(own, undefined)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
