import { Badge, Group, Skeleton, Stack, Text } from '@mantine/core';
import { CodeBlock } from '../../../components/code-block';
import { CodeEditor } from '../../../components/code-editor/code-editor';
import { ProblemAlert } from '../../../components/problem-alert';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useEditing } from './editing';
import { Preview } from './preview';
import { type TrialResult, useTrying } from './trying';

/** Height of a short request, in pixels: what is below does not move when it comes. */
const REQUEST = 140;

/** The request that a call of the tool becomes, while it is being edited. Nothing is sent. */
export function TryPanel() {
  const t = useServerEditorTexts();
  const { isSound } = useEditing();
  const { args, isReadable, setArgs, result, error, isLoading } = useTrying();
  return (
    <Preview title={t.preview} hint={t.previewHint}>
      <CodeEditor value={args} onChange={setArgs} label={t.exampleArguments} />
      {!isReadable && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t.noObject}
        </Text>
      )}
      {error !== null && isSound && <ProblemAlert error={error} />}
      {error !== null && !isSound && (
        <Text size="sm" c="dimmed">
          {t.noPreviewYet}
        </Text>
      )}
      {isLoading && <Skeleton height={REQUEST} />}
      {result !== null && <Outcome result={result} />}
    </Preview>
  );
}

function Outcome({ result }: { result: TrialResult }) {
  const t = useServerEditorTexts();
  if (result.request == null) {
    const answer = JSON.stringify(result.answer ?? null, null, 2);
    return (
      <Stack gap="xs">
        <Text size="sm">{t.answeredWithoutRequest}</Text>
        <CodeBlock code={answer} label={t.preview} />
      </Stack>
    );
  }
  const { method, url, headers, body } = result.request;
  const lines = headers.map(({ name, value }) => `${name}: ${value}`);
  const text = [...lines, ...(body == null ? [] : ['', body])].join('\n');
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Badge color="harbour" flex="none">
          {method}
        </Badge>
        <Text ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Text>
      </Group>
      <CodeBlock code={text} label={t.request} />
    </Stack>
  );
}
