import { Button, Group, Stack, Text } from '@mantine/core';
import { useTexts } from '../i18n/use-texts';
import { Dialog } from './dialog';
import { DiffView } from './diff/diff-view';

interface ConflictViewProps {
  /** What is stored now, as text; `null` if it was deleted. */
  theirs: string | null;
  /** What was to be saved, as text. */
  yours: string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
  /** Goes back to the editor with nothing changed. */
  onClose: () => void;
}

/** Shown where a save met another one (412): both versions, and what can be done. */
export function ConflictView(props: ConflictViewProps) {
  const { conflict } = useTexts();
  return (
    <Dialog onClose={props.onClose} size="80rem" title={conflict.title}>
      <Stack>
        <Text>{props.theirs === null ? conflict.deleted : conflict.text}</Text>
        <Text size="sm" c="dimmed">
          − {conflict.theirs} · + {conflict.yours}
        </Text>
        <DiffView before={props.theirs ?? ''} after={props.yours} label={conflict.title} />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {conflict.goOn}
          </Button>
          <Button variant="default" onClick={props.onTakeTheirs}>
            {conflict.takeTheirs}
          </Button>
          <Button onClick={props.onKeepMine}>{conflict.keepMine}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
