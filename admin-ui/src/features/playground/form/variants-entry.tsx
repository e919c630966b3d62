import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { type EntryProps, useRoot } from './context';
import { Entry } from './entry';
import { initialOf, variantFor } from './field';

type VariantsEntryProps = EntryProps & { variants: { label: string; schema: unknown }[] };

/** A value of one of several schemas: which one, and then the value. */
export function VariantsEntry({ variants, ...entry }: VariantsEntryProps) {
  const { form } = usePlaygroundTexts();
  const root = useRoot();
  const { label, value, onChange, depth } = entry;
  const [wanted, setWanted] = useState(0);
  const fitting = value === undefined ? -1 : variantFor(variants, value, root);
  const chosen =
    value !== undefined && variantFor([variants[wanted] ?? { schema: {} }], value, root) === -1
      ? Math.max(0, fitting)
      : wanted;
  const choose = (at: number) => {
    setWanted(at);
    if (value !== undefined) onChange(initialOf(variants[at]?.schema, root));
  };
  return (
    <Stack gap={4}>
      <Entry {...entry} schema={variants[chosen]?.schema} depth={depth + 1} />
      <Select
        size="xs"
        aria-label={form.kindOf(label)}
        data={variants.map((variant, at) => ({ value: String(at), label: variant.label }))}
        allowDeselect={false}
        value={String(chosen)}
        onChange={(at) => choose(Number(at ?? 0))}
        maw="16rem"
      />
    </Stack>
  );
}
