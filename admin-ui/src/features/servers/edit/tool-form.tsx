import { Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { $api } from '../../../api/client';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { ArgumentsEditor } from './arguments-editor';
import { useEditing } from './editing';
import { CheckField, ChoiceField, LongField, TextField } from './fields';
import { MappingEditor } from './mapping-editor';
import { TemplateField } from './template-field';
import { BodyPreview, ResultPreview } from './template-previews';
import { TryPanel } from './try-panel';
import { TryingProvider } from './trying';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** One tool: what models see of it, the request that it becomes, and what becomes of the answer. */
export function ToolForm({ index }: { index: number }) {
  return (
    <TryingProvider index={index}>
      <Fields index={index} />
    </TryingProvider>
  );
}

function Fields({ index }: { index: number }) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  const { tenant, at: valueAt } = useEditing();
  const at = (...steps: string[]) => ['tools', index, ...steps];
  const hasBody = valueAt(at('http', 'body', 'template')) !== undefined;
  const query = { tenant, limit: 200 };
  const upstreams = $api.useQuery('get', '/api/v1/upstreams', { params: { query } }).data?.items;
  const names = (upstreams ?? []).map(({ name }) => name);
  return (
    <Stack gap="lg">
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField path={at('name')} label={words.name} hint={t.toolNameHint} isRequired />
          <TextField path={at('title')} label={t.title} hint={t.titleHint} />
        </SimpleGrid>
        <LongField path={at('description')} label={t.description} hint={t.toolDescriptionHint} />
        <Group>
          <CheckField path={at('annotations', 'readOnlyHint')} label={t.readOnly} />
          <CheckField path={at('annotations', 'destructiveHint')} label={t.destructive} />
          <CheckField path={at('annotations', 'idempotentHint')} label={t.idempotent} />
        </Group>
      </Stack>
      <ArgumentsEditor path={at('inputSchema')} />
      <Stack>
        <Title order={4}>{t.request}</Title>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <ChoiceField path={at('http', 'upstream')} label={t.upstream} choices={names} />
          <ChoiceField path={at('http', 'method')} label={t.method} choices={METHODS} usual="GET" />
          <TextField path={at('http', 'path')} label={t.path} isRequired />
        </SimpleGrid>
        <MappingEditor path={at('http', 'parameters')} />
        <TemplateField
          path={at('http', 'body', 'template')}
          label={t.bodyTemplate}
          hint={t.bodyTemplateHint}
        />
        {hasBody && <BodyPreview />}
      </Stack>
      <TryPanel />
      <Stack>
        <Title order={4}>{t.result}</Title>
        <TemplateField
          path={at('result', 'template')}
          label={t.resultTemplate}
          hint={t.resultTemplateHint}
        />
        <TemplateField
          path={at('result', 'errorTemplate')}
          label={t.errorTemplate}
          hint={t.errorTemplateHint}
        />
      </Stack>
      <ResultPreview />
    </Stack>
  );
}
