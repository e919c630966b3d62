import { TextInput } from '@mantine/core';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { isNumberText, JsonNumber, type JsonValue } from '../../../json/value';
import type { EntryProps } from './context';
import { useDescribed } from './described';

/** A number is kept as it is written; what is none yet is kept as a text. */
function numberOf(text: string, isRequired: boolean): JsonValue | undefined {
  if (text === '' && !isRequired) return undefined;
  return isNumberText(text) ? new JsonNumber(text) : text;
}

export function NumberEntry({ isInteger, ...props }: EntryProps & { isInteger: boolean }) {
  const { form } = usePlaygroundTexts();
  const { isRequired, value, onChange } = props;
  const text = value instanceof JsonNumber ? value.text : String(value ?? '');
  const isWrong = text !== '' && !(value instanceof JsonNumber);
  const isFraction = isInteger && !isWrong && /[.eE]/.test(text);
  return (
    <TextInput
      {...useDescribed(props)}
      inputMode={isInteger ? 'numeric' : 'decimal'}
      value={text}
      error={isWrong ? form.noNumber : isFraction ? form.noInteger : undefined}
      onChange={(event) => onChange(numberOf(event.currentTarget.value.trim(), isRequired))}
    />
  );
}
