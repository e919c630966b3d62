import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock } from '../../components/code-block';
import { IconTool } from '../../components/icons';
import { JsonTree } from '../../components/json-tree';
import { McpContents } from '../../components/mcp-content';
import { useChatTexts } from '../../i18n/pages/chat';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { useFormat } from '../../i18n/use-texts';
import { pretty } from '../../json/print';
import { ofPlain } from '../../json/value';
import classes from './chat.module.css';
import type { ToolCall } from './model';

export interface Decide {
  /** Decides about one call. */
  decide: (call: ToolCall, approve: boolean, reason?: string) => void;
  /** Approves this one, and lets the tool run from now on. */
  always: (call: ToolCall) => void;
}

const COLORS: Record<ToolCall['state'], string> = {
  incomplete: 'gray',
  awaiting_approval: 'orange',
  pending: 'gray',
  running: 'harbour',
  done: 'teal',
  denied: 'gray',
  interrupted: 'red',
};

interface ToolCardProps {
  call: ToolCall;
  /** Absent where nobody can decide now. */
  deciding: Decide | null;
}

/** A call of a tool: what is sent, what came of it, how long it took. */
export function ToolCard({ call, deciding }: ToolCardProps) {
  const t = useChatTexts();
  const isWaiting = call.state === 'awaiting_approval';
  const [isOpen, setOpen] = useState(false);
  const name = call.tool ?? call.name;
  return (
    <section className={classes.card} aria-label={t.callOf(name)}>
      <details open={isOpen || isWaiting} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={classes.cardHead} style={{ cursor: 'pointer' }}>
          <Head call={call} name={name} />
        </summary>
        {(isOpen || isWaiting) && (
          <Stack gap="sm" className={classes.cardBody}>
            <CodeBlock code={pretty(call.arguments)} label={t.argumentsOf(name)} />
            {call.result != null && <Result call={call} />}
          </Stack>
        )}
      </details>
      {isWaiting && deciding !== null && <Decision call={call} name={name} deciding={deciding} />}
    </section>
  );
}

function Head({ call, name }: { call: ToolCall; name: string }) {
  const t = useChatTexts();
  const playground = usePlaygroundTexts();
  const format = useFormat();
  const isError = call.state === 'done' && call.result?.isError === true;
  return (
    <Group component="span" display="inline-flex" gap="xs" style={{ verticalAlign: 'middle' }}>
      <IconTool size={16} aria-hidden />
      <Text span ff="monospace" size="sm" fw={600}>
        {name}
      </Text>
      {call.server != null && (
        <Text span size="sm" c="dimmed">
          {call.server}
        </Text>
      )}
      <Badge component="span" color={isError ? 'red' : COLORS[call.state]}>
        {isError ? t.failed : t.states[call.state]}
      </Badge>
      {call.durationMs != null && (
        <Text span size="xs" c="dimmed">
          {playground.ms(format.number(call.durationMs))}
        </Text>
      )}
    </Group>
  );
}

function Result({ call }: { call: ToolCall }) {
  const t = useChatTexts();
  const playground = usePlaygroundTexts();
  const structured = call.result?.structuredContent;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={550}>
        {t.result}
      </Text>
      <McpContents value={ofPlain(call.result?.content)} />
      {structured != null && (
        <details>
          <summary>{playground.structured}</summary>
          <JsonTree value={ofPlain(structured)} label={playground.structured} />
        </details>
      )}
    </Stack>
  );
}

function Decision({ call, name, deciding }: { call: ToolCall; name: string; deciding: Decide }) {
  const t = useChatTexts();
  const [reason, setReason] = useState('');
  const why = reason.trim() === '' ? undefined : reason.trim();
  return (
    <Stack gap="xs" className={classes.cardBody}>
      <Text size="sm">{t.mayItRun}</Text>
      <TextInput
        size="xs"
        aria-label={t.reason}
        placeholder={t.reason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button size="xs" onClick={() => deciding.decide(call, true)}>
          {t.approve}
        </Button>
        <Button size="xs" variant="default" onClick={() => deciding.decide(call, false, why)}>
          {t.deny}
        </Button>
        {call.server != null && (
          <Button size="xs" variant="subtle" onClick={() => deciding.always(call)}>
            {t.always(name)}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
