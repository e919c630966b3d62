import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import type { EntryProps } from './context';
import { useDescribed } from './described';

/** Yes, no, or nothing: whether a value is there may matter. */
export function BooleanEntry(props: EntryProps) {
  const { form } = usePlaygroundTexts();
  const { isRequired, value, onChange } = props;
  const { label, description, withAsterisk } = useDescribed(props);
  const id = useId();
  const unset = isRequired && value !== undefined ? [] : [{ value: '', label: form.unset }];
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      description={description}
      withAsterisk={withAsterisk}
    >
      <div>
        <SegmentedControl
          size="xs"
          mt={4}
          role="radiogroup"
          aria-labelledby={id}
          value={value === undefined ? '' : String(value)}
          onChange={(chosen) => onChange(chosen === '' ? undefined : chosen === 'true')}
          data={[...unset, { value: 'true', label: 'true' }, { value: 'false', label: 'false' }]}
        />
      </div>
    </Input.Wrapper>
  );
}
