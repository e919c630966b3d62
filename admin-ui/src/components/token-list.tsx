import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { components } from '../api/schema';
import { useAccountTexts } from '../i18n/pages/account';
import { useFormat } from '../i18n/use-texts';
import { Ago } from './ago';

export type Token = components['schemas']['Token'];

interface TokenListProps {
  tokens: Token[];
  onRevoke: (token: Token) => void;
}

/** API tokens without their secrets. */
export function TokenList({ tokens, onRevoke }: TokenListProps) {
  const t = useAccountTexts();
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
              aria-label={t.tokens.revokeOf(token.name)}
            >
              {t.tokens.revoke}
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
