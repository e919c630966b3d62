import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { components } from '../api/schema';
import { useAccountTexts } from '../i18n/pages/account';
import { useTexts } from '../i18n/use-texts';
import { Ago } from './ago';
import { browserName } from './browser-name';

export type Session = components['schemas']['Session'];

interface SessionListProps {
  sessions: Session[];
  /** Ends one of them; absent where that cannot be done. */
  onEnd?: (session: Session) => void;
}

/** More sessions than this are shown on demand. */
const AT_ONCE = 5;

/** Login sessions, each with its browser and when it was used. */
export function SessionList({ sessions, onEnd }: SessionListProps) {
  const t = useAccountTexts();
  const { words } = useTexts();
  const [isWhole, setWhole] = useState(sessions.length <= AT_ONCE + 1);
  if (sessions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t.sessions.none}
      </Text>
    );
  }
  // One's own is always seen.
  const own = sessions.filter(({ isCurrent }) => isCurrent);
  const sorted = [...own, ...sessions.filter(({ isCurrent }) => !isCurrent)];
  return (
    <>
      <Entries sessions={isWhole ? sorted : sorted.slice(0, AT_ONCE)} onEnd={onEnd} />
      {!isWhole && (
        <Button variant="default" size="xs" onClick={() => setWhole(true)}>
          {words.showAll} ({sessions.length})
        </Button>
      )}
    </>
  );
}

function Entries({ sessions, onEnd }: SessionListProps) {
  const t = useAccountTexts();
  return (
    <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {sessions.map((session) => (
        <Paper component="li" key={session.id} bg="var(--portico-sunken)" p="sm" radius="md">
          <Group justify="space-between" gap="xs">
            <About session={session} />
            {onEnd !== undefined && !session.isCurrent && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => onEnd(session)}
                aria-label={t.sessions.endOf(browserName(session.userAgent))}
              >
                {t.sessions.end}
              </Button>
            )}
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

function About({ session }: { session: Session }) {
  const t = useAccountTexts();
  const { userAgent, isCurrent, createdAt, lastUsedAt } = session;
  return (
    <div>
      <Group gap="xs">
        <Text size="sm" fw={550} title={userAgent}>
          {userAgent === '' ? t.sessions.unknown : browserName(userAgent)}
        </Text>
        {isCurrent && <Badge color="teal.9">{t.sessions.current}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        {t.sessions.used} <Ago at={lastUsedAt} /> · {t.sessions.since} <Ago at={createdAt} />
      </Text>
    </div>
  );
}
