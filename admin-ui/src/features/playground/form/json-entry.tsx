import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { parse } from '../../../json/parse';
import { print } from '../../../json/print';
import { isSame } from '../../../json/value';
import { ClearButton } from './clear-button';
import { type EntryProps, useFlaw } from './context';
import { useDescribed } from './described';
import { flawText } from './flaw-text';

/** Any value, as JSON. A text that is no JSON yet stays here until it is. */
export function JsonEntry(props: EntryProps) {
  const { form } = usePlaygroundTexts();
  const { label, isRequired, value, onChange } = props;
  const [text, setText] = useState(() => (value === undefined ? '' : print(value)));
  const [told, setTold] = useState(value);
  const isForeign =
    value === undefined ? told !== undefined : told === undefined || !isSame(told, value);
  if (isForeign) {
    // It was changed elsewhere.
    setTold(value);
    setText(value === undefined ? '' : print(value));
  }
  const parsed = parse(text);
  const flaw = text.trim() === '' || 'value' in parsed ? null : parsed.flaw;
  useFlaw(flaw !== null);
  const change = (next: string) => {
    setText(next);
    const read = next.trim() === '' ? { value: undefined } : parse(next);
    if (!('value' in read)) return;
    setTold(read.value);
    onChange(read.value);
  };
  return (
    <Textarea
      {...useDescribed(props)}
      placeholder={form.json}
      autosize
      minRows={1}
      maxRows={16}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      spellCheck={false}
      value={text}
      error={flaw === null ? undefined : flawText(flaw, form)}
      onChange={(event) => change(event.currentTarget.value)}
      rightSection={
        value !== undefined && !isRequired && <ClearButton of={label} onClear={() => change('')} />
      }
    />
  );
}
