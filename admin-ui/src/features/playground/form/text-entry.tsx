import { Textarea } from '@mantine/core';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { ClearButton } from './clear-button';
import type { EntryProps } from './context';
import { useDescribed } from './described';

/** A text. It has room for several lines, as texts of JSON may have them. */
export function TextEntry(props: EntryProps) {
  const { form } = usePlaygroundTexts();
  const { label, isRequired, value, onChange } = props;
  const described = useDescribed(props);
  const placeholder = value === '' ? form.emptyText : described.placeholder;
  return (
    <Textarea
      {...described}
      placeholder={placeholder}
      autosize
      minRows={1}
      maxRows={12}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(text === '' && !isRequired ? undefined : text);
      }}
      rightSection={
        value !== undefined &&
        !isRequired && <ClearButton of={label} onClear={() => onChange(undefined)} />
      }
    />
  );
}
