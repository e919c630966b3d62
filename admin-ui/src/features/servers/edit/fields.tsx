import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import type { Path } from '../../../components/document/document-text';
import { useEditing } from './editing';

interface FieldProps {
  path: Path;
  label: string;
  hint?: string;
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

/** A line of text of the document. */
export function TextField({
  path,
  label,
  hint,
  isRequired,
}: FieldProps & { isRequired?: boolean }) {
  const { at, put, problemAt } = useEditing();
  return (
    <TextInput
      label={label}
      description={hint}
      withAsterisk={isRequired}
      value={textOf(at(path))}
      error={problemAt(path)}
      onChange={(event) => put(path, event.currentTarget.value)}
    />
  );
}

/** Lines of text of the document. */
export function LongField({ path, label, hint }: FieldProps) {
  const { at, put, problemAt } = useEditing();
  return (
    <Textarea
      label={label}
      description={hint}
      autosize
      minRows={2}
      maxRows={12}
      value={textOf(at(path))}
      error={problemAt(path)}
      onChange={(event) => put(path, event.currentTarget.value)}
    />
  );
}

interface ChoiceFieldProps extends FieldProps {
  choices: string[];
  /** What it is where the document says nothing. */
  usual?: string;
}

export function ChoiceField({ path, label, hint, choices, usual }: ChoiceFieldProps) {
  const { at, put, problemAt } = useEditing();
  const chosen = textOf(at(path));
  const data = chosen === '' || choices.includes(chosen) ? choices : [...choices, chosen];
  return (
    <Select
      label={label}
      description={hint}
      data={data}
      placeholder={usual}
      value={chosen === '' ? null : chosen}
      error={problemAt(path)}
      clearable={usual !== undefined}
      clearButtonProps={{ 'aria-label': usual }}
      onChange={(value) => put(path, value ?? undefined)}
    />
  );
}

export function CheckField({ path, label }: FieldProps) {
  const { at, put } = useEditing();
  return (
    <Checkbox
      label={label}
      checked={at(path) === true}
      onChange={(event) => put(path, event.currentTarget.checked ? true : undefined)}
    />
  );
}
