import { Badge, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../../../api/client';
import type { components } from '../../../api/schema';
import { CodeBlock } from '../../../components/code-block';
import { CodeEditor } from '../../../components/code-editor/code-editor';
import { ProblemAlert } from '../../../components/problem-alert';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { isObject, listIn, objectIn, textIn } from '../model';
import { useEditing } from './editing';

type TrialResult = components['schemas']['TrialResult'];

const PAUSE = 400;

const EXAMPLES: Record<string, unknown> = {
  string: 'text',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
};

/** Arguments that the schema may take: those that it demands, with its own examples where it has some. */
function exampleOf(schema: unknown): string {
  const properties = objectIn(schema, 'properties');
  const example = Object.fromEntries(
    listIn(schema, 'required').map((name) => {
      const property = objectIn(properties, String(name));
      const given =
        property.default ?? listIn(property, 'enum')[0] ?? listIn(property, 'examples')[0];
      return [String(name), given ?? EXAMPLES[textIn(property, 'type') ?? 'string']];
    }),
  );
  return JSON.stringify(example, null, 2);
}

function parsedArguments(text: string): Record<string, never> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? (value as Record<string, never>) : null;
  } catch {
    return null;
  }
}

/** The request that a call of the tool becomes, while it is being edited. Nothing is sent. */
export function TryPanel({ index }: { index: number }) {
  const t = useServerEditorTexts();
  const { value, tenant } = useEditing();
  const tool = listIn(value, 'tools')[index];
  // An example of the schema, as it is now, until somebody writes another.
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? exampleOf(objectIn(tool, 'inputSchema'));
  const given = parsedArguments(text);
  const [asked] = useDebouncedValue(JSON.stringify({ value, given }), PAUSE);
  const path = { tenant, name: textIn(value, 'name') ?? '', tool: textIn(tool, 'name') ?? '' };
  const preview = useQuery({
    queryKey: ['try', path, asked],
    queryFn: async ({ signal }) => {
      const draft = value as Record<string, never>;
      const body = { draft, arguments: given };
      const url = '/api/v1/servers/{tenant}/{name}/tools/{tool}/try';
      return (await client.POST(url, { params: { path }, body, signal })).data ?? null;
    },
    enabled: given !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Paper withBorder p="md" bg="var(--portico-page)">
      <Stack gap="sm">
        <div>
          <Title order={4}>{t.preview}</Title>
          <Text size="sm" c="dimmed">
            {t.previewHint}
          </Text>
        </div>
        <CodeEditor value={text} onChange={setTyped} label={t.exampleArguments} />
        {given === null && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t.noObject}
          </Text>
        )}
        {preview.error !== null && <ProblemAlert error={preview.error} />}
        {preview.isLoading && <Skeleton height={80} />}
        {preview.error === null && preview.data != null && <Outcome result={preview.data} />}
      </Stack>
    </Paper>
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
        <Badge color="harbour">{method}</Badge>
        <Text ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {url}
        </Text>
      </Group>
      <CodeBlock code={text} label={t.request} />
    </Stack>
  );
}
