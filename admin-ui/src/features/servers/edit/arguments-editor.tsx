import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor';
import type { Path } from '../../../components/document/document-text';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { isObject } from '../model';
import { ArgumentRows } from './argument-rows';
import { useEditing } from './editing';

/** A tool's input schema: its arguments as rows, or the whole of it as JSON. */
export function ArgumentsEditor({ path }: { path: Path }) {
  const t = useServerEditorTexts();
  const { at } = useEditing();
  const [isRaw, setRaw] = useState(false);
  const schema = at(path);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={4}>{t.arguments}</Title>
        <Button size="compact-xs" variant="default" onClick={() => setRaw(!isRaw)}>
          {isRaw ? t.asRows : t.asJson}
        </Button>
      </Group>
      {isRaw ? (
        <RawSchema path={path} schema={schema} />
      ) : (
        <ArgumentRows path={path} schema={schema} />
      )}
    </Stack>
  );
}

function RawSchema({ path, schema }: { path: Path; schema: unknown }) {
  const t = useServerEditorTexts();
  const { put } = useEditing();
  const [text, setText] = useState(() => JSON.stringify(schema ?? {}, null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: string) => {
    setText(next);
    try {
      const parsed: unknown = JSON.parse(next);
      setProblem(isObject(parsed) ? null : t.noObject);
      if (isObject(parsed)) put(path, parsed);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <CodeEditor value={text} onChange={change} label={t.arguments} />
      {problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      )}
    </>
  );
}
