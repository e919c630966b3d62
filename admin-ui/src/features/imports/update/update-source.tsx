import { Stack, Tabs } from '@mantine/core';
import { ProblemAlert } from '../../../components/problem-alert';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import { useImportsTexts } from '../../../i18n/pages/imports';
import { Address } from '../address';
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
  const update = useImportUpdateTexts();
  const key = `imports/update/${last.tenant}/${last.name}`;
  return (
    <Stack gap="md">
      <Tabs defaultValue={last.url == null ? 'file' : 'url'} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="url">{t.source.address}</Tabs.Tab>
          <Tabs.Tab value="file">{t.source.file}</Tabs.Tab>
          <Tabs.Tab value="text">{t.source.paste}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="url" pt="md">
          <Address
            draftKey={`${key}/url`}
            known={last.url ?? undefined}
            again={update.fetchAgain}
            onSource={onSource}
            isReading={isReading}
          />
        </Tabs.Panel>
        <Tabs.Panel value="file" pt="md">
          <FileDrop onText={(text, label) => onSource({ text, label })} isBusy={isReading} />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="md">
          <Pasted draftKey={`${key}/text`} onSource={onSource} isReading={isReading} />
        </Tabs.Panel>
      </Tabs>
      {error != null && <ProblemAlert error={error} title={t.source.unreadable} />}
    </Stack>
  );
}
