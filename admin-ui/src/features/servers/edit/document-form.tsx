import { Alert, Stack } from '@mantine/core';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useServersTexts } from '../../../i18n/pages/servers';
import { BasicsForm } from './basics-form';
import { useEditing } from './editing';
import { PartList } from './part-list';
import { PromptForm } from './prompt-form';
import { ResourceForm } from './resource-form';
import { ToolForm } from './tool-form';

const freshTool = (name: string) => ({
  name,
  description: '',
  inputSchema: { type: 'object', properties: {} },
  http: { upstream: '', method: 'GET', path: '/' },
});

const freshPrompt = (name: string) => ({
  name,
  messages: [{ role: 'user', content: { type: 'text', text: '' } }],
});

const freshResource = (name: string) => ({ name, uri: `text://${name}`, text: '' });

/** The whole document as a form. Fields that it does not show stay as they are. */
export function DocumentForm({ isNew }: { isNew: boolean }) {
  const t = useServerEditorTexts();
  const servers = useServersTexts();
  const { value } = useEditing();
  if (value === null) return <Alert color="orange">{t.notYaml}</Alert>;
  return (
    <Stack gap="xl">
      <BasicsForm isNew={isNew} />
      <PartList
        field="tools"
        title={servers.detail.tools}
        addLabel={t.addTool}
        fresh={freshTool}
        stem="new_tool"
      >
        {(index) => <ToolForm index={index} />}
      </PartList>
      <PartList
        field="prompts"
        title={servers.detail.prompts}
        addLabel={t.addPrompt}
        fresh={freshPrompt}
        stem="new_prompt"
      >
        {(index) => <PromptForm index={index} />}
      </PartList>
      <PartList
        field="resources"
        title={servers.detail.resources}
        addLabel={t.addResource}
        fresh={freshResource}
        stem="new_resource"
      >
        {(index) => <ResourceForm index={index} />}
      </PartList>
    </Stack>
  );
}
