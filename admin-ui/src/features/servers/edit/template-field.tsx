import { Code, Textarea } from '@mantine/core';
import type { Path } from '../../../components/document/document-text';
import { useEditing } from './editing';

interface TemplateFieldProps {
  path: Path;
  label: string;
  hint: string;
}

const CODE = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } };

/** A Jinja template of the document; what is wrong with it says in which of its lines. */
export function TemplateField({ path, label, hint }: TemplateFieldProps) {
  const { at, put, problemAt } = useEditing();
  const value = at(path);
  const text = typeof value === 'string' ? value : '';
  const problem = problemAt(path);
  return (
    <Textarea
      label={label}
      description={hint}
      autosize
      minRows={2}
      maxRows={16}
      styles={CODE}
      spellCheck={false}
      value={text}
      error={problem === undefined ? undefined : <Problem message={problem} text={text} />}
      onChange={(event) => put(path, event.currentTarget.value)}
    />
  );
}

/** The line of the template that the message is about; `null` if it names none. */
export function lineOf(message: string, text: string): { number: number; line: string } | null {
  const number = Number(/\bline (\d+)\b/.exec(message)?.[1] ?? 0);
  const line = text.split('\n')[number - 1];
  return line === undefined ? null : { number, line };
}

function Problem({ message, text }: { message: string; text: string }) {
  const place = lineOf(message, text);
  return (
    <>
      {message}
      {place !== null && (
        <Code block mt={4} component="span" display="block">
          {place.number} │ {place.line}
        </Code>
      )}
    </>
  );
}
