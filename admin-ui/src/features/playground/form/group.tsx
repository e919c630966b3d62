import { Group, Input, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { AddButton } from '../../../components/add-button';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { ClearButton } from './clear-button';
import type { EntryProps } from './context';
import { useDescribed } from './described';
import classes from './group.module.css';

interface EntryGroupProps {
  entry: EntryProps;
  /** Puts an empty value there. */
  onAdd: () => void;
  children: ReactNode;
}

/** The frame around the entries of an object or an array; a button where there is none. */
export function EntryGroup({ entry, onAdd, children }: EntryGroupProps) {
  const { form } = usePlaygroundTexts();
  const { label, description, withAsterisk } = useDescribed(entry);
  const id = useId();
  const { value, isRequired, onChange } = entry;
  return (
    <fieldset className={classes.group} aria-labelledby={id}>
      <Group justify="space-between" wrap="nowrap">
        <Input.Label id={id} labelElement="div" required={withAsterisk}>
          {label}
        </Input.Label>
        {value !== undefined && !isRequired && (
          <ClearButton of={label} onClear={() => onChange(undefined)} />
        )}
      </Group>
      {description !== undefined && (
        <Text size="xs" c="dimmed" mb={4}>
          {description}
        </Text>
      )}
      {value === undefined && !isRequired ? (
        <AddButton text={form.add} label={form.addTo(label)} onAdd={onAdd} />
      ) : (
        <Paper withBorder p="sm">
          <Stack gap="sm">{children}</Stack>
        </Paper>
      )}
    </fieldset>
  );
}
