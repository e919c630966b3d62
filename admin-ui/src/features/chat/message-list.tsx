import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../components/copy-button';
import { IconRetry } from '../../components/icons';
import { useChatTexts } from '../../i18n/pages/chat';
import { AnswerView } from './answer-view';
import classes from './chat.module.css';
import { isAnswer, type Message, textOf } from './model';
import type { Decide } from './tool-card';
import { UserMessage } from './user-message';

/** So near to the end, one wants to see what comes. */
const NEAR = 160;

/** Keeps the end in view while it grows, unless the user has scrolled away from it. */
function useFollowing(messages: Message[]): void {
  const isNear = useRef(true);
  useEffect(() => {
    const note = () => {
      const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
      isNear.current = scrollHeight - scrollTop - clientHeight < NEAR;
    };
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, []);
  useEffect(() => {
    if (messages.length > 0 && isNear.current) {
      window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
    }
  }, [messages]);
}

interface MessageListProps {
  messages: Message[];
  isRunning: boolean;
  deciding: Decide;
  onResend: (message: Message, text: string) => void;
  onRetry: () => void;
}

export function MessageList(props: MessageListProps) {
  const { messages, isRunning, onRetry } = props;
  const t = useChatTexts();
  useFollowing(messages);
  const last = messages.at(-1);
  return (
    <ol className={classes.messages} aria-label={t.messages}>
      {messages.map((message) => (
        <li key={message.id}>
          <Row {...props} message={message} isLast={message === last} />
        </li>
      ))}
      {!isRunning && last !== undefined && <Last message={last} onRetry={onRetry} />}
    </ol>
  );
}

interface RowProps extends MessageListProps {
  message: Message;
  isLast: boolean;
}

function Row({ message, isLast, isRunning, deciding, onResend, onRetry }: RowProps) {
  if (!isAnswer(message)) {
    return (
      <UserMessage
        message={message}
        onResend={isRunning ? undefined : (text) => onResend(message, text)}
      />
    );
  }
  const isOpen = isLast && !isRunning;
  return (
    <AnswerView
      answer={message}
      isLive={isLast && isRunning && message.ending == null}
      deciding={isOpen ? deciding : null}
      onRetry={isOpen ? onRetry : undefined}
    />
  );
}

/** What can be done with the last message. */
function Last({ message, onRetry }: { message: Message; onRetry: () => void }) {
  const t = useChatTexts();
  const isFailed = isAnswer(message) && message.error != null;
  const text = textOf(message);
  return (
    <li>
      <Group gap={4} className={classes.tools}>
        {isAnswer(message) && text !== '' && <CopyButton text={text} of={t.answer} />}
        {!isFailed && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconRetry size={14} />}
            onClick={onRetry}
          >
            {isAnswer(message) ? t.again : t.retry}
          </Button>
        )}
      </Group>
    </li>
  );
}
