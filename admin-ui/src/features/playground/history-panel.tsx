import { Badge, Button, Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useMe } from '../../api/me';
import { Ago } from '../../components/ago';
import { useConfirm } from '../../components/confirm';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { useFormat } from '../../i18n/use-texts';
import { changes, forgetCalls, type PastCall, pastCalls } from './history';
import classes from './history-panel.module.css';

const SHOWN = 10;

/** The calls that the user made in this browser; each can be taken up again. */
export function HistoryPanel({ onRestore }: { onRestore: (call: PastCall) => void }) {
  const t = usePlaygroundTexts();
  const confirm = useConfirm();
  const user = useMe()?.name ?? '';
  useSyncExternalStore(changes.subscribe, changes.get);
  const calls = pastCalls(user);
  const clear = async () => {
    const question = { title: t.clearTitle, text: t.clearText, undo: t.clearUndo, action: t.clear };
    if (await confirm({ ...question, isDangerous: true })) forgetCalls(user);
  };
  if (calls.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2}>{t.history}</Title>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void clear()}>
            {t.clear}
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {t.historyHint}
        </Text>
        <ul className={classes.list} aria-label={t.history}>
          {calls.slice(0, SHOWN).map((call) => (
            <li key={call.id}>
              <Row call={call} onRestore={onRestore} />
            </li>
          ))}
        </ul>
      </Stack>
    </Paper>
  );
}

function Row({ call, onRestore }: { call: PastCall; onRestore: (call: PastCall) => void }) {
  const t = usePlaygroundTexts();
  const format = useFormat();
  const flat = call.arguments.replaceAll(/\s+/g, ' ');
  return (
    <UnstyledButton className={classes.row} onClick={() => onRestore(call)}>
      <Text span size="sm" ff="monospace" fw={550} className={classes.name}>
        {call.name}
      </Text>
      <Text span size="sm" c="dimmed" ff="monospace" truncate className={classes.arguments}>
        {flat}
      </Text>
      <Group component="span" gap="xs" wrap="nowrap" className={classes.outcome}>
        <Badge component="span" color={call.isFailed ? 'red' : 'teal'}>
          {call.isFailed ? t.errorBadge : t.okBadge}
          {call.ms === null ? '' : ` · ${t.ms(format.number(Math.round(call.ms)))}`}
        </Badge>
        <Text span size="xs" c="dimmed">
          <Ago at={call.at} />
        </Text>
      </Group>
    </UnstyledButton>
  );
}
