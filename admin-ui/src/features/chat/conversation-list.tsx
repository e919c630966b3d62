import { Button, Center, Group, Skeleton, Stack, Text } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client';
import { byCursor, entriesOf } from '../../api/pages';
import { IconPlus } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { ProblemAlert } from '../../components/problem-alert';
import { SearchField } from '../../components/search-field';
import { useChatTexts } from '../../i18n/pages/chat';
import { useTexts } from '../../i18n/use-texts';
import classes from './chat.module.css';
import { ConversationItem } from './conversation-item';

/** One's conversations, the latest first. */
export function ConversationList({ onGo }: { onGo?: () => void }) {
  const t = useChatTexts();
  const { words } = useTexts();
  const [search, setSearch] = useState('');
  const query = $api.useInfiniteQuery(
    'get',
    '/api/v1/conversations',
    { params: { query: { search: search === '' ? undefined : search } } },
    // A dialog of an entry that is found again stays open.
    { ...byCursor, placeholderData: keepPreviousData },
  );
  const entries = entriesOf(query.data);
  return (
    <Stack gap="sm" component="nav" aria-label={t.conversations}>
      <LinkButton
        to="/chat"
        variant="default"
        leftSection={<IconPlus size={16} />}
        onClick={onGo}
        activeOptions={{ exact: true }}
      >
        {t.newConversation}
      </LinkButton>
      <Group>
        <SearchField value={search} onSearch={setSearch} label={t.searchLabel} />
      </Group>
      {entries === undefined && query.error === null && <Skeleton height={160} />}
      {query.error !== null && (
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
      {entries?.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {search === '' ? t.noConversations : words.nothingFound(search)}
        </Text>
      )}
      <ul className={classes.items}>
        {entries?.map((conversation) => (
          <ConversationItem key={conversation.id} conversation={conversation} onGo={onGo} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Center>
          <Button
            size="xs"
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {words.loadMore}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
