import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { isObject } from '../model';
import { useEditing } from './editing';
import { ChoiceField, LongField, TextField } from './fields';

/** One resource: a fixed text, or read from a REST API. */
export function ResourceForm({ index }: { index: number }) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  const { at } = useEditing();
  const own = ['resources', index];
  const resource = at(own);
  const isRead = isObject(resource) && isObject(resource.http);
  const isTemplate = isObject(resource) && resource.uriTemplate !== undefined;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextField path={[...own, 'name']} label={words.name} isRequired />
        <TextField
          path={[...own, isTemplate ? 'uriTemplate' : 'uri']}
          label={isTemplate ? t.uriTemplate : t.uri}
          isRequired
        />
        <TextField path={[...own, 'title']} label={t.title} />
        <TextField path={[...own, 'mimeType']} label={t.mimeType} />
      </SimpleGrid>
      <LongField path={[...own, 'description']} label={t.description} />
      {isRead ? (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <ChoiceField path={[...own, 'http', 'upstream']} label={t.upstream} choices={[]} />
          <TextField path={[...own, 'http', 'path']} label={t.path} isRequired />
        </SimpleGrid>
      ) : (
        <LongField path={[...own, 'text']} label={t.text} />
      )}
      <Text size="sm" c="dimmed">
        {t.resourceHint}
      </Text>
    </Stack>
  );
}
