import { Alert, Button, Group, Text } from '@mantine/core';
import { useTexts } from '../i18n/use-texts';
import { IconInfo } from './icons';

/** Says that a draft from before is shown, and lets go of it. */
export function DraftNotice({ onDiscard }: { onDiscard: () => void }) {
  const { conflict } = useTexts();
  return (
    <Alert variant="light" icon={<IconInfo size={20} />} role="status">
      <Group justify="space-between">
        <Text size="sm">{conflict.draftRestored}</Text>
        <Button size="compact-sm" variant="default" onClick={onDiscard}>
          {conflict.draftDiscard}
        </Button>
      </Group>
    </Alert>
  );
}
