import { Button, Group, Stack, Text } from '@mantine/core';
import { useTexts } from '../i18n/use-texts';
import type { Question } from './confirm';
import { Dialog } from './dialog';

interface ConfirmDialogProps {
  question: Question;
  isShown: boolean;
  onAnswer: (isYes: boolean) => void;
}

export function ConfirmDialog({ question, isShown, onAnswer }: ConfirmDialogProps) {
  const { words } = useTexts();
  const { title, text, undo, action, isDangerous } = question;
  return (
    <Dialog isOpen={isShown} onClose={() => onAnswer(false)} title={title}>
      <Stack>
        <Text component="div">{text}</Text>
        <Text size="sm" c="dimmed">
          {undo}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)} data-autofocus>
            {words.cancel}
          </Button>
          <Button color={isDangerous === true ? 'red.9' : undefined} onClick={() => onAnswer(true)}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
