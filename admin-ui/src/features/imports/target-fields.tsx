import { Autocomplete, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import type { ErrorOf } from '../../components/field-problems';
import { useImportsTexts } from '../../i18n/pages/imports';
import type { Choices, ImportPreview } from './model';

interface TargetFieldsProps {
  preview: ImportPreview;
  choices: Choices;
  onChange: (choices: Choices) => void;
  errorOf: ErrorOf;
}

/** What the server is called, where clients find it, and where the API is. */
export function TargetFields({ preview, choices, onChange, errorOf }: TargetFieldsProps) {
  const t = useImportsTexts();
  const set = (part: Partial<Choices>) => onChange({ ...choices, ...part });
  const addresses = preview.report.servers.map(({ url }) => url);
  return (
    <Stack gap="sm">
      <Title order={2}>{t.target.title}</Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={t.target.name}
          description={t.target.nameHint}
          value={choices.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errorOf('options.name') ?? errorOf('name')}
        />
        <TextInput
          label={t.target.path}
          description={t.target.pathHint}
          value={choices.path}
          onChange={(event) => set({ path: event.currentTarget.value })}
          error={errorOf('options.path') ?? errorOf('path')}
        />
      </SimpleGrid>
      <Autocomplete
        label={t.target.address}
        description={t.target.addressHint}
        data={[...new Set(addresses)]}
        value={choices.serverUrl}
        onChange={(serverUrl) => set({ serverUrl })}
        error={errorOf('options.serverUrl')}
      />
    </Stack>
  );
}
