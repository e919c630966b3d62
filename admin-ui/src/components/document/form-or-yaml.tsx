import { Group, SegmentedControl } from '@mantine/core';
import { useServerEditorTexts } from '../../i18n/pages/server-editor';
import { useTexts } from '../../i18n/use-texts';

interface FormOrYamlProps {
  view: 'form' | 'yaml';
  onChange: (view: 'form' | 'yaml') => void;
}

/** In which of its two views a document is edited. */
export function FormOrYaml({ view, onChange }: FormOrYamlProps) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  return (
    <Group>
      <SegmentedControl
        aria-label={words.view}
        data={[
          { value: 'form' as const, label: t.form },
          { value: 'yaml' as const, label: 'YAML' },
        ]}
        value={view}
        onChange={onChange}
      />
    </Group>
  );
}
