import { Alert, Code, Stack, Text, Title } from '@mantine/core';
import { JsonTree } from '../../components/json-tree';
import { McpContent, McpContents } from '../../components/mcp-content';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { valueIn } from '../../json/parse';
import { print } from '../../json/print';
import { isArray, isMap, isSame, type JsonMap, type JsonValue, ofPlain } from '../../json/value';
import { type Outcome, outcomeOf } from './answer';
import type { TrialResult } from './trial';

/** The answer of a call, as an MCP client shows it. */
export function ResultView({ result: { sent, answer } }: { result: TrialResult }) {
  const t = usePlaygroundTexts();
  if (sent?.error != null) {
    return (
      <Alert color="red" variant="outline" title={t.noAnswer}>
        {sent.error}
      </Alert>
    );
  }
  const text = sent?.text ?? (answer == null ? null : print(ofPlain(answer)));
  return text === null ? (
    <Text c="dimmed">{t.previewHint}</Text>
  ) : (
    <OutcomeView outcome={outcomeOf(text)} />
  );
}

function OutcomeView({ outcome }: { outcome: Outcome }) {
  const t = usePlaygroundTexts();
  if (outcome.kind === 'other') {
    return (
      <Alert color="red" variant="outline" title={t.noMcp}>
        <Code block>{outcome.text.slice(0, 5_000)}</Code>
      </Alert>
    );
  }
  if (outcome.kind === 'error') return <ErrorView error={outcome.error} />;
  const { result } = outcome;
  const structured = result.get('structuredContent');
  return (
    <Stack>
      {result.get('isError') === true && (
        <Alert color="red" variant="outline">
          {t.toolFailed}
        </Alert>
      )}
      {structured !== undefined && (
        <Part title={t.structured}>
          <JsonTree value={structured} label={t.structured} />
        </Part>
      )}
      {structured !== undefined && says(result, structured) ? (
        <Text size="sm" c="dimmed">
          {t.sameText}
        </Text>
      ) : (
        <Main result={result} />
      )}
    </Stack>
  );
}

/** Whether the content is nothing but one text that says the same as the structured content. */
function says(result: JsonMap, structured: JsonValue): boolean {
  const content = result.get('content');
  const [block] = isArray(content) && content.length === 1 ? content : [];
  const text = isMap(block) ? block.get('text') : undefined;
  const value = typeof text === 'string' ? valueIn(text) : undefined;
  return value !== undefined && isSame(value, structured);
}

function Main({ result }: { result: JsonMap }) {
  const t = usePlaygroundTexts();
  const [messages, contents] = [result.get('messages'), result.get('contents')];
  if (isArray(messages)) return <Messages messages={messages} />;
  if (contents !== undefined) return <McpContents value={contents} />;
  const content = result.get('content');
  if (content === undefined) return <JsonTree value={result} label={t.tabs.result} />;
  return (
    <Part title={t.content}>
      <McpContents value={content} />
    </Part>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack gap={6}>
      <Title order={3} size="sm" c="dimmed">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Messages({ messages }: { messages: readonly JsonValue[] }) {
  return (
    <Stack>
      {messages.map((message, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message is its place
        <Part key={at} title={isMap(message) ? String(message.get('role')) : ''}>
          <McpContent block={isMap(message) ? (message.get('content') ?? null) : message} />
        </Part>
      ))}
    </Stack>
  );
}

function ErrorView({ error }: { error: JsonMap }) {
  const t = usePlaygroundTexts();
  const [code, message, data] = ['code', 'message', 'data'].map((name) => error.get(name));
  return (
    <Stack>
      <Alert
        color="red"
        variant="outline"
        title={t.jsonRpcError(code === undefined ? '' : print(code))}
      >
        {typeof message === 'string' ? message : ''}
      </Alert>
      {data !== undefined && <JsonTree value={data} label={t.jsonRpcError('')} />}
    </Stack>
  );
}
