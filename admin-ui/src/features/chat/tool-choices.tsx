import { Accordion, Checkbox, Group, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { documentOptions } from '../../api/document';
import { ProblemAlert } from '../../components/problem-alert';
import { useChatTexts } from '../../i18n/pages/chat';
import { listIn, type ToolView, toolView } from '../servers/model';
import { approvalOf, type ServerChoice } from './model';

interface ToolChoicesProps {
  tenant: string;
  choice: ServerChoice;
  onChange: (choice: ServerChoice) => void;
}

/** The tools of a server: which are offered, and which run without being approved. */
export function ToolChoices({ tenant, choice, onChange }: ToolChoicesProps) {
  const t = useChatTexts();
  const stored = useQuery(documentOptions('servers', tenant, choice.name));
  const tools = listIn(stored.data?.document, 'tools').map(toolView);
  const offered = new Set(choice.tools ?? tools.map(({ name }) => name));
  const offer = (name: string, isOffered: boolean) => {
    const all = tools.map((tool) => tool.name);
    const next = all.filter((one) => (one === name ? isOffered : offered.has(one)));
    onChange({ ...choice, tools: next.length === all.length ? null : next });
  };
  const askAll = (isAsked: boolean) =>
    onChange({ ...choice, approval: isAsked ? 'ask' : 'run', approvals: {} });
  const ask = (name: string, isAsked: boolean) => {
    const approvals = { ...choice.approvals, [name]: isAsked ? 'ask' : 'run' } as const;
    onChange({ ...choice, approvals });
  };
  const isAskedForAll = tools.every(({ name }) => approvalOf(choice, name) === 'ask');
  return (
    <Accordion variant="contained" order={2}>
      <Accordion.Item value={choice.name}>
        <Accordion.Control>
          <Text size="sm">
            {choice.name} · {t.offered(offered.size, tools.length)}
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="xs">
            {stored.error !== null && <ProblemAlert error={stored.error} />}
            {stored.isPending && <Skeleton height={80} />}
            <Switch
              size="sm"
              label={t.askAll}
              checked={isAskedForAll}
              onChange={(event) => askAll(event.currentTarget.checked)}
            />
            {tools.map((tool) => (
              <ToolChoice
                key={tool.name}
                tool={tool}
                isOffered={offered.has(tool.name)}
                isAsked={approvalOf(choice, tool.name) === 'ask'}
                onOffer={(isOffered) => offer(tool.name, isOffered)}
                onAsk={(isAsked) => ask(tool.name, isAsked)}
              />
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

interface ToolChoiceProps {
  tool: ToolView;
  isOffered: boolean;
  isAsked: boolean;
  onOffer: (isOffered: boolean) => void;
  onAsk: (isAsked: boolean) => void;
}

function ToolChoice({ tool, isOffered, isAsked, onOffer, onAsk }: ToolChoiceProps) {
  const t = useChatTexts();
  return (
    <Group justify="space-between" gap="xs">
      <Checkbox
        size="sm"
        label={tool.name}
        styles={{ label: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        checked={isOffered}
        onChange={(event) => onOffer(event.currentTarget.checked)}
      />
      <Switch
        size="xs"
        label={t.askFirst}
        aria-label={t.askBefore(tool.name)}
        disabled={!isOffered}
        checked={isAsked}
        onChange={(event) => onAsk(event.currentTarget.checked)}
      />
    </Group>
  );
}
