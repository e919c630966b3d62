import { ActionIcon, Button, Group, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../../components/copy-button';
import { IconEdit } from '../../components/icons';
import { useChatTexts } from '../../i18n/pages/chat';
import { useTexts } from '../../i18n/use-texts';
import classes from './chat.module.css';
import { type Message, textOf } from './model';

interface UserMessageProps {
  message: Message;
  /** Says it anew; absent while a turn goes on. */
  onResend?: (text: string) => void;
}

export function UserMessage({ message, onResend }: UserMessageProps) {
  const t = useChatTexts();
  const { words } = useTexts();
  const [edited, setEdited] = useState<string | null>(null);
  const text = textOf(message);
  if (edited !== null && onResend !== undefined) {
    return (
      <Stack gap="xs">
        <Textarea
          aria-label={t.editMessage}
          description={t.editHint}
          autosize
          maxRows={16}
          data-autofocus
          ref={(field) => field?.focus()}
          value={edited}
          onChange={(event) => setEdited(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={() => setEdited(null)}>
            {words.cancel}
          </Button>
          <Button
            size="xs"
            disabled={edited.trim() === ''}
            onClick={() => {
              setEdited(null);
              onResend(edited.trim());
            }}
          >
            {t.resend}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap={2} component="article" aria-label={t.yourMessage}>
      <Text component="div" className={classes.mine}>
        {text}
      </Text>
      <Group gap={2} justify="flex-end" className={classes.tools}>
        <CopyButton text={text} of={t.yourMessage} />
        {onResend !== undefined && (
          <Tooltip label={t.editMessage}>
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={() => setEdited(text)}
              aria-label={t.editMessage}
            >
              <IconEdit size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </Stack>
  );
}
