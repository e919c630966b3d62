import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { LoadError } from '../../components/load-error';
import { Page } from '../../components/page';
import { useTexts } from '../../i18n/use-texts';
import { ChatLayout } from './chat-layout';
import { ConversationView } from './conversation-view';
import { conversationOptions, messagesOptions } from './conversations';

const route = getRouteApi('/shell/chat/$id');

export function ConversationPage() {
  const { id } = route.useParams();
  return <ChatLayout>{(open) => <Loaded key={id} id={id} open={open} />}</ChatLayout>;
}

function Loaded({ id, open }: { id: string; open: React.ReactNode }) {
  const { pages } = useTexts();
  const conversation = useQuery(conversationOptions(id));
  const messages = useQuery(messagesOptions(id));
  const error = conversation.error ?? messages.error;
  if (conversation.data !== undefined && messages.data !== undefined) {
    return (
      <ConversationView conversation={conversation.data} messages={messages.data} open={open} />
    );
  }
  const again = () => {
    void conversation.refetch();
    void messages.refetch();
  };
  return (
    <Page title={pages.chat} actions={open}>
      {error !== null ? (
        <LoadError query={{ error, refetch: again }} />
      ) : (
        <Stack>
          <Skeleton height={60} />
          <Skeleton height={220} />
        </Stack>
      )}
    </Page>
  );
}
