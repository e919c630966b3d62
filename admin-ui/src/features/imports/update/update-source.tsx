import { Button, Group, Stack, Tabs, TextInput } from '@mantine/core';
import { ProblemAlert } from '../../../components/problem-alert';
import { useDraft } from '../../../components/use-draft';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import { useImportsTexts } from '../../../i18n/pages/imports';
import { FileDrop } from '../file-drop';
import type { Source } from '../model';
import { Pasted } from '../pasted';
import type { LastImport } from './model';

interface UpdateSourceProps {
  last: LastImport;
  onSource: (source: Source) => void;
  isReading: boolean;
  error: unknown;
}

/** Where the description is now: at its address, or in another file. */
export function UpdateSource({ last, onSource, isReading, error }: UpdateSourceProps) {
  const t = useImportsTexts();
  return (
    <Stack gap="md">
      <Tabs defaultValue={last.url == null ? 'file' : 'url'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="url">{t.source.address}</Tabs.Tab>
          <Tabs.Tab value="file">{t.source.file}</Tabs.Tab>
          <Tabs.Tab value="text">{t.source.paste}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="url" pt="md">
          <Again last={last} onSource={onSource} isReading={isReading} />
        </Tabs.Panel>
        <Tabs.Panel value="file" pt="md">
          <FileDrop onText={(text, label) => onSource({ text, label })} isBusy={isReading} />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="md">
          <Pasted
            draftKey={`imports/update/${last.tenant}/${last.name}/text`}
            onSource={onSource}
            isReading={isReading}
          />
        </Tabs.Panel>
      </Tabs>
      {error != null && <ProblemAlert error={error} title={t.source.unreadable} />}
    </Stack>
  );
}

function Again({ last, onSource, isReading }: Omit<UpdateSourceProps, 'error'>) {
  const t = useImportsTexts();
  const update = useImportUpdateTexts();
  const key = `imports/update/${last.tenant}/${last.name}/url`;
  const draft = useDraft(key, { url: last.url ?? '' });
  const url = draft.value.url.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSource({ url });
      }}
    >
      <Stack>
        <TextInput
          label={t.source.url}
          description={t.source.urlHint}
          type="url"
          value={draft.value.url}
          onChange={(event) => draft.change({ url: event.currentTarget.value })}
        />
        <Group>
          <Button type="submit" loading={isReading} disabled={url === ''}>
            {url === last.url ? update.fetchAgain : t.source.read}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
