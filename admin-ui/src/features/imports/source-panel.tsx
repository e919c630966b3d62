import { Skeleton, Stack, Tabs } from '@mantine/core';
import { ProblemAlert } from '../../components/problem-alert';
import { TenantField, useEditableTenants } from '../../components/tenant-field';
import { useImportsTexts } from '../../i18n/pages/imports';
import { Address } from './address';
import { FileDrop } from './file-drop';
import type { Source } from './model';
import { Pasted } from './pasted';

export interface SourcePanelProps {
  tenant: string;
  onTenant: (tenant: string) => void;
  onSource: (source: Source) => void;
  isReading: boolean;
  /** Why the description could not be read. */
  error: unknown;
}

/** Of the panel, until it is known what is in it. */
const HEIGHT = 300;

/** Where the description is: a file, a text or an address. */
export function SourcePanel({ tenant, onTenant, onSource, isReading, error }: SourcePanelProps) {
  const t = useImportsTexts();
  // Whether there is a tenant to choose moves all that follows.
  if (useEditableTenants() === undefined) return <Skeleton height={HEIGHT} />;
  return (
    <Stack gap="md">
      <TenantField value={tenant} onChange={onTenant} />
      <Tabs defaultValue="file" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="file">{t.source.file}</Tabs.Tab>
          <Tabs.Tab value="text">{t.source.paste}</Tabs.Tab>
          <Tabs.Tab value="url">{t.source.address}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="file" pt="md">
          <FileDrop onText={(text, label) => onSource({ text, label })} isBusy={isReading} />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="md">
          <Pasted draftKey="imports/text" onSource={onSource} isReading={isReading} />
        </Tabs.Panel>
        <Tabs.Panel value="url" pt="md">
          <Address
            draftKey="imports/url"
            placeholder="https://petstore3.swagger.io/api/v3/openapi.json"
            onSource={onSource}
            isReading={isReading}
          />
        </Tabs.Panel>
      </Tabs>
      {error != null && <ProblemAlert error={error} title={t.source.unreadable} />}
    </Stack>
  );
}
