import { ActionIcon, Group, Text, Tooltip } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { mayEdit, useMe } from '../../api/me';
import { IconTune } from '../../components/icons';
import { useNotify } from '../../components/notify';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { useChatTexts } from '../../i18n/pages/chat';
import { useFormat } from '../../i18n/use-texts';
import classes from './chat.module.css';
import { Composer } from './composer';
import { ConversationMenu } from './conversation-menu';
import { change, refreshConversations, useProviders } from './conversations';
import { FailureAlert } from './failure-alert';
import { MessageList } from './message-list';
import { type Conversation, isAnswer, type Message, tokensOf, waitingCalls } from './model';
import { ModelSelect } from './model-select';
import { SettingsDrawer } from './settings-drawer';
import { run, stop, useTurn } from './turns';
import { useDeciding } from './use-deciding';

interface ConversationViewProps {
  conversation: Conversation;
  messages: Message[];
  /** Opens the list of conversations. */
  open: React.ReactNode;
}

export function ConversationView({ conversation, messages, open }: ConversationViewProps) {
  const t = useChatTexts();
  const { id, tenant } = conversation;
  const queryClient = useQueryClient();
  const turn = useTurn(id);
  const isAllowed = mayEdit(useMe(), tenant);
  const deciding = useDeciding(conversation);
  const onEscape = () => {
    // What is open above the conversation is closed first.
    const isCovered = document.querySelector('[role="dialog"], [role="menu"]') !== null;
    if (turn.isRunning && !isCovered) void stop(id);
  };
  useHotkeys([['Escape', onEscape]], []);
  const send = useCallback(
    (text: string) => {
      void run(queryClient, id, { type: 'message', text });
      return true;
    },
    [queryClient, id],
  );
  const resend = useCallback(
    ({ id: replaces }: Message, text: string) =>
      void run(queryClient, id, { type: 'message', text, replaces }),
    [queryClient, id],
  );
  const retry = useCallback(() => void run(queryClient, id, { type: 'retry' }), [queryClient, id]);
  const last = messages.at(-1);
  const isTold = last !== undefined && isAnswer(last) && last.error != null;
  const isWaiting = !turn.isRunning && waitingCalls(messages).length > 0;
  return (
    <div className={classes.conversation}>
      <div className={classes.grow}>
        <Page
          title={conversation.title === '' ? t.untitled : conversation.title}
          actions={
            <>
              {open}
              <Controls conversation={conversation} isRunning={turn.isRunning} />
            </>
          }
          about={<Tokens messages={messages} />}
        >
          <MessageList
            messages={messages}
            isRunning={turn.isRunning}
            deciding={deciding}
            onResend={resend}
            onRetry={retry}
          />
        </Page>
      </div>
      {turn.failure !== null && !isTold && <FailureAlert failure={turn.failure} onRetry={retry} />}
      {turn.error !== null && <ProblemAlert error={turn.error} onRetry={retry} />}
      <div className={classes.dock}>
        <Composer
          draftOf={id}
          isRunning={turn.isRunning}
          isStopping={turn.isStopping}
          isDisabled={!isAllowed}
          hint={!isAllowed ? t.viewersMayNot : isWaiting ? t.sendingDenies : undefined}
          onSend={send}
          onStop={() => void stop(id)}
        />
      </div>
    </div>
  );
}

function Tokens({ messages }: { messages: Message[] }) {
  const t = useChatTexts();
  const format = useFormat();
  const tokens = useMemo(() => tokensOf(messages), [messages]);
  return (
    <Text span size="sm" c="dimmed">
      {tokens === null
        ? t.noTokens
        : t.tokens(format.number(tokens.input), format.number(tokens.output))}
    </Text>
  );
}

/** The model, the settings and the rest of what can be done with a conversation. */
function Controls({ conversation, isRunning }: { conversation: Conversation; isRunning: boolean }) {
  const t = useChatTexts();
  const { id, tenant, provider, model, settings } = conversation;
  const providers = useProviders(tenant) ?? [];
  const [isOpen, drawer] = useDisclosure(false);
  const notify = useNotify();
  const queryClient = useQueryClient();
  const put = async (body: Parameters<typeof change>[1]) => {
    try {
      await change(id, body);
      await refreshConversations(queryClient);
      drawer.close();
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <ModelSelect
        providers={providers}
        chosen={{ tenant, provider, model }}
        onChoose={(next) => void put({ provider: next.provider, model: next.model })}
        isDisabled={isRunning}
      />
      <Tooltip label={t.settings}>
        <ActionIcon variant="default" size="lg" onClick={drawer.open} aria-label={t.settings}>
          <IconTune size={18} />
        </ActionIcon>
      </Tooltip>
      <ConversationMenu conversation={conversation} title={conversation.title} />
      {isOpen && (
        <SettingsDrawer
          tenant={tenant}
          settings={settings}
          onSave={(next) => void put({ settings: next })}
          onClose={drawer.close}
        />
      )}
    </Group>
  );
}
