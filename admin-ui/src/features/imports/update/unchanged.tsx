import { Button, Code, Collapse, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';

/** The tools that neither side changed. */
export function Unchanged({ names }: { names: string[] }) {
  const t = useImportUpdateTexts();
  const [isOpen, { toggle }] = useDisclosure(false);
  if (names.length === 0) return null;
  return (
    <Stack gap="xs" align="flex-start">
      <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isOpen}>
        {t.unchanged(names.length)}
      </Button>
      <Collapse expanded={isOpen}>
        <Group gap="xs">
          {names.map((name) => (
            <Code key={name} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Code>
          ))}
        </Group>
      </Collapse>
    </Stack>
  );
}
