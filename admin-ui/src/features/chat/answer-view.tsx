import { Alert, Group, Loader, Stack, Text } from '@mantine/core';
import { memo } from 'react';
import { useChatTexts } from '../../i18n/pages/chat';
import { useFormat } from '../../i18n/use-texts';
import classes from './chat.module.css';
import { FailureAlert } from './failure-alert';
import type { Answer, Part } from './model';
import { RichText } from './rich-text';
import { type Decide, ToolCard } from './tool-card';

interface AnswerViewProps {
  answer: Answer;
  /** Whether more of it comes. */
  isLive: boolean;
  deciding: Decide | null;
  /** Makes it anew; absent where it is not the last. */
  onRetry?: () => void;
}

/** An answer of a model: reasoning, text and calls in their order. */
export const AnswerView = memo(function AnswerView(props: AnswerViewProps) {
  const { answer, isLive, deciding, onRetry } = props;
  const t = useChatTexts();
  const isEmpty = answer.parts.length === 0;
  return (
    <Stack gap="sm" component="article" aria-label={t.answerOf(answer.model)} aria-busy={isLive}>
      {answer.parts.map((part, at) => (
        <PartView
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
          key={at}
          part={part}
          isLast={isLive && at === answer.parts.length - 1}
          deciding={deciding}
        />
      ))}
      {isEmpty && isLive && <Waiting />}
      {answer.ending === 'length' && <Alert color="orange">{t.endings.length}</Alert>}
      {answer.ending === 'refused' && <Alert color="orange">{t.endings.refused}</Alert>}
      {answer.ending === 'stopped' && (
        <Text size="sm" c="dimmed">
          {t.endings.stopped}
        </Text>
      )}
      {answer.error != null && <FailureAlert failure={answer.error} onRetry={onRetry} />}
      {answer.ending != null && <Footer answer={answer} />}
    </Stack>
  );
});

function Waiting() {
  const t = useChatTexts();
  return (
    <Group gap="xs" h="1.6rem">
      <Loader type="dots" size="sm" />
      <Text size="sm" c="dimmed" role="status">
        {t.waiting}
      </Text>
    </Group>
  );
}

interface PartViewProps {
  part: Part;
  isLast: boolean;
  deciding: Decide | null;
}

function PartView({ part, isLast, deciding }: PartViewProps) {
  if (part.type === 'text') return <RichText text={part.text} />;
  if (part.type === 'reasoning') return <Reasoning text={part.text} isLive={isLast} />;
  return <ToolCard call={part} deciding={deciding} />;
}

/** What the model thought; folded, and only named where the provider hides it. */
function Reasoning({ text, isLive }: { text: string; isLive: boolean }) {
  const t = useChatTexts();
  const title = isLive ? t.thinking : t.thought;
  if (text === '') {
    return (
      <Text className={classes.reasoning}>
        {title} ({t.hidden})
      </Text>
    );
  }
  return (
    <details className={classes.reasoning}>
      <summary>{title}</summary>
      <div className={classes.thought}>{text}</div>
    </details>
  );
}

/** Model, tokens and time of an answer. */
function Footer({ answer }: { answer: Answer }) {
  const t = useChatTexts();
  const format = useFormat();
  const { usage, durationMs } = answer;
  const facts = [answer.model];
  if (usage != null) {
    facts.push(t.tokens(format.number(usage.inputTokens), format.number(usage.outputTokens)));
  }
  if (usage?.reasoningTokens != null && usage.reasoningTokens > 0) {
    facts.push(t.ofWhichReasoning(format.number(usage.reasoningTokens)));
  }
  if (durationMs != null) facts.push(t.seconds(format.number(Math.round(durationMs / 100) / 10)));
  return (
    <Text size="xs" c="dimmed">
      {facts.join(' · ')}
    </Text>
  );
}
