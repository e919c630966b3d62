import { ActionIcon, Group, Paper, Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, type Ref, useRef } from 'react';
import { IconStop, IconUp } from '../../components/icons';
import { useDraft } from '../../components/use-draft';
import { useChatTexts } from '../../i18n/pages/chat';
import classes from './chat.module.css';

interface ComposerProps {
  /** Unique to the conversation: what is typed is kept under it. */
  draftOf: string;
  isRunning: boolean;
  isStopping: boolean;
  /** Why nothing can be sent now. */
  hint?: string;
  isDisabled?: boolean;
  /** Says whether it was taken; what is not is kept. */
  onSend: (text: string) => boolean | Promise<boolean>;
  onStop: () => void;
  field?: Ref<HTMLTextAreaElement>;
}

/** Where the user writes: Enter sends, Shift+Enter begins a line, Esc stops. */
export function Composer(props: ComposerProps) {
  const t = useChatTexts();
  const { draftOf, isRunning, isStopping, hint, isDisabled = false, onSend, onStop, field } = props;
  const draft = useDraft(`chat/${draftOf}`, '');
  const own = useRef<HTMLTextAreaElement>(null);
  const send = async () => {
    const text = draft.value.trim();
    if (text === '' || isRunning || isDisabled) return;
    if (await onSend(text)) draft.discard('');
  };
  const onKey = (event: KeyboardEvent) => {
    // An input method's own Enter chooses a word.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <Paper withBorder p="xs" className={classes.composer}>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <Textarea
          ref={field ?? own}
          flex={1}
          variant="unstyled"
          autosize
          minRows={1}
          maxRows={12}
          px="xs"
          aria-label={t.message}
          placeholder={t.placeholder}
          value={draft.value}
          onChange={(event) => draft.change(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        {isRunning ? (
          <ActionIcon
            size="lg"
            color="red.9"
            variant="filled"
            loading={isStopping}
            onClick={onStop}
            aria-label={t.stop}
          >
            <IconStop size={18} />
          </ActionIcon>
        ) : (
          <ActionIcon
            size="lg"
            variant="filled"
            onClick={() => void send()}
            disabled={draft.value.trim() === '' || isDisabled}
            aria-label={t.send}
          >
            <IconUp size={18} />
          </ActionIcon>
        )}
      </Group>
      <Text size="xs" c="dimmed" px="xs">
        {hint ?? t.keys}
      </Text>
    </Paper>
  );
}
