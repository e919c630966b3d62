import { Code, Stack, Text } from '@mantine/core';
import { CodeBlock } from '../../components/code-block';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { pretty } from '../../json/print';
import type { ShownHeader } from './trial';

interface HttpMessageProps {
  /** What it is: "Request", say. */
  title: string;
  /** The first line. */
  line: string;
  headers: ShownHeader[];
  body: string | null;
}

/** A request or an answer of HTTP, as it is on the wire; JSON over several lines. */
export function HttpMessage({ title, line, headers, body }: HttpMessageProps) {
  const t = usePlaygroundTexts();
  return (
    <Stack gap={6}>
      <Text size="sm" fw={550}>
        {title}
      </Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        <strong>{line}</strong>
        {headers.map(({ name, value }) => `\n${name}: ${value}`).join('')}
      </Code>
      {body !== null && body !== '' && (
        <CodeBlock code={pretty(body)} label={`${title}: ${t.body}`} />
      )}
    </Stack>
  );
}
