import { Badge, Button, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import type { InfiniteData } from '@tanstack/react-query';
import { entriesOf } from '../api/pages';
import type { components } from '../api/schema';
import { useAccountTexts } from '../i18n/pages/account';
import { useFormat, useTexts } from '../i18n/use-texts';
import { Ago } from './ago';
import { useConfirm } from './confirm';
import { LoadError, type Loading } from './load-error';

type Token = components['schemas']['Token'];

interface TokenListProps {
  query: Loading & {
    data: InfiniteData<{ items: Token[] }> | undefined;
    isPending: boolean;
    hasNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  /** What is said where there is none. */
  none: string;
  /** Called where that is really wanted. */
  onRevoke: (id: string) => void;
}

/** API tokens without their secrets. */
export function TokenList({ query, none, onRevoke }: TokenListProps) {
  const { tokens: t } = useAccountTexts();
  const { words } = useTexts();
  const confirm = useConfirm();
  const tokens = entriesOf(query.data);
  const revoke = async ({ id, name }: Token) => {
    const isSure = await confirm({
      title: t.revokeTitle(name),
      text: t.revokeText,
      undo: t.revokeUndo,
      action: t.revoke,
      isDangerous: true,
    });
    if (isSure) onRevoke(id);
  };
  return (
    <>
      <LoadError query={query} />
      {query.isPending && <Skeleton height={62} />}
      {tokens?.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {tokens !== undefined && tokens.length > 0 && (
        <Entries tokens={tokens} onRevoke={(token) => void revoke(token)} />
      )}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          {words.loadMore}
        </Button>
      )}
    </>
  );
}

interface EntriesProps {
  tokens: Token[];
  onRevoke: (token: Token) => void;
}

function Entries({ tokens, onRevoke }: EntriesProps) {
  const { tokens: t } = useAccountTexts();
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {tokens.map((token) => (
        <Paper component="li" key={token.id} bg="var(--portico-sunken)" p="sm" radius="md">
          <Group justify="space-between" gap="xs">
            <About token={token} />
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onRevoke(token)}
              aria-label={t.revokeOf(token.name)}
            >
              {t.revoke}
            </Button>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

function About({ token: { name, scopes, createdAt, lastUsedAt, expiresAt } }: { token: Token }) {
  const t = useAccountTexts();
  const format = useFormat();
  const isOver = expiresAt != null && Date.parse(expiresAt) <= Date.now();
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        {scopes.map((scope) => (
          <Badge key={scope}>{t.tokens.scope[scope]}</Badge>
        ))}
        {isOver && <Badge color="red.9">{t.tokens.over}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {t.tokens.made} <Ago at={createdAt} />
        {' · '}
        {lastUsedAt == null ? (
          t.tokens.neverUsed
        ) : (
          <>
            {t.tokens.used} <Ago at={lastUsedAt} />
          </>
        )}
        {' · '}
        {expiresAt == null ? t.tokens.endless : t.tokens.ends(format.moment(expiresAt))}
      </Text>
    </div>
  );
}
