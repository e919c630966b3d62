import { Select } from '@mantine/core';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { print } from '../../../json/print';
import { isSame, type JsonValue } from '../../../json/value';
import type { EntryProps } from './context';
import { useDescribed } from './described';

/** One of the values of `enum`. */
export function ChoiceEntry({ options, ...props }: EntryProps & { options: JsonValue[] }) {
  const { form } = usePlaygroundTexts();
  const { isRequired, value, onChange } = props;
  const described = useDescribed(props);
  const chosen = value === undefined ? -1 : options.findIndex((option) => isSame(option, value));
  const data = options.map((option, at) => ({
    value: String(at),
    label: typeof option === 'string' ? option : print(option, false),
  }));
  return (
    <Select
      {...described}
      placeholder={described.placeholder ?? form.unset}
      data={data}
      searchable={options.length > 10}
      clearable={!isRequired}
      clearButtonProps={{ 'aria-label': form.leaveOut(props.label) }}
      allowDeselect={!isRequired}
      value={chosen === -1 ? null : String(chosen)}
      onChange={(at) => onChange(at === null ? undefined : options[Number(at)])}
    />
  );
}
