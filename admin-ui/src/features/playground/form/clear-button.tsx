import { CloseButton } from '@mantine/core';
import { useTexts } from '../../../i18n/use-texts';

/** Takes a value out of the arguments. */
export function ClearButton({ of, onClear }: { of: string; onClear: () => void }) {
  const { form } = useTexts().playground;
  return <CloseButton size="sm" onClick={onClear} aria-label={form.leaveOut(of)} />;
}
