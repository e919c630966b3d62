import { Fieldset } from '@mantine/core';
import type { ReactNode } from 'react';

const LEGEND = { legend: { fontWeight: 600, fontSize: 'var(--mantine-font-size-md)' } };

/** A part of a form, with its name. */
export function Fields({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <Fieldset legend={legend} styles={LEGEND}>
      {children}
    </Fieldset>
  );
}
