import { Group, NumberInput, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { CodeBlock } from '../../../components/code-block';
import { McpContents } from '../../../components/mcp-content';
import { Notice } from '../../../components/notice';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { valueIn } from '../../../json/parse';
import { isObject, listIn } from '../model';
import { Preview } from './preview';
import { useTrying } from './trying';

/** Height of a short result, in pixels: what is below does not move when it comes. */
const RESULT = 90;

/** What the body template gives for the example arguments. */
export function BodyPreview() {
  const t = useServerEditorTexts();
  const { result } = useTrying();
  const body = result?.request?.body;
  if (body == null) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed">
        {t.bodyGives}
      </Text>
      <CodeBlock code={body} label={t.bodyGives} />
    </Stack>
  );
}

/** What the templates make of an example response, which can be changed. */
export function ResultPreview() {
  const t = useServerEditorTexts();
  const { response, setResponse, result, error, isLoading } = useTrying();
  return (
    <Preview title={t.resultPreview} hint={t.resultPreviewHint}>
      <Group align="flex-start" gap="sm">
        <NumberInput
          label={t.status}
          min={200}
          max={599}
          w="7rem"
          value={response.status}
          onChange={(status) => setResponse({ ...response, status: Number(status) })}
        />
        <TextInput
          label={t.contentType}
          flex="1 1 12rem"
          value={response.type}
          onChange={(event) => setResponse({ ...response, type: event.currentTarget.value })}
        />
      </Group>
      <Textarea
        label={t.exampleResponse}
        autosize
        minRows={3}
        maxRows={14}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={response.body}
        onChange={(event) => setResponse({ ...response, body: event.currentTarget.value })}
      />
      <div aria-live="polite">
        {isLoading && <Skeleton height={RESULT} />}
        {error !== null && (
          <Text size="sm" c="dimmed">
            {t.noResultYet}
          </Text>
        )}
        {result?.made != null && <Made answer={result.made} />}
        {result !== null && result.made == null && (
          <Text size="sm" c="dimmed">
            {t.noResponseUsed}
          </Text>
        )}
      </div>
    </Preview>
  );
}

/** The result as a model gets it. */
function Made({ answer }: { answer: unknown }) {
  const t = useServerEditorTexts();
  const result = isObject(answer) ? answer.result : undefined;
  const isError = isObject(result) && result.isError === true;
  const structured = isObject(result) ? result.structuredContent : undefined;
  const blocks = valueIn(JSON.stringify(listIn(result, 'content')));
  return (
    <Notice kind={isError ? 'warning' : 'good'} title={isError ? t.modelGetsError : t.modelGets}>
      <Stack gap="sm">
        <McpContents value={blocks} />
        {structured !== undefined && (
          <CodeBlock code={JSON.stringify(structured, null, 2)} label={t.structured} />
        )}
      </Stack>
    </Notice>
  );
}
