import { Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { ChoiceField, LongField, TextField } from './fields';

/** What a server is called, and where it is. */
export function BasicsForm({ isNew }: { isNew: boolean }) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  return (
    <Paper withBorder p="md">
      <Stack>
        <Title order={2}>{t.basics}</Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {isNew && <TextField path={['name']} label={words.name} hint={t.nameHint} isRequired />}
          {isNew && <TextField path={['tenant']} label={words.tenant} hint={t.tenantHint} />}
          <TextField path={['path']} label={t.path} hint={t.pathHint} isRequired />
          <TextField path={['title']} label={t.title} hint={t.titleHint} />
          <TextField path={['version']} label={t.version} hint={t.versionHint} />
          <ChoiceField
            path={['sessions']}
            label={t.sessions}
            hint={t.sessionsHint}
            choices={['stateless', 'token']}
            usual="stateless"
          />
        </SimpleGrid>
        <LongField path={['description']} label={t.description} hint={t.descriptionHint} />
        <LongField path={['instructions']} label={t.instructions} hint={t.instructionsHint} />
      </Stack>
    </Paper>
  );
}
