import { CloseButton } from '@mantine/core';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';

/** Takes a value out of the arguments. */
export function ClearButton({ of, onClear }: { of: string; onClear: () => void }) {
  const { form } = usePlaygroundTexts();
  return <CloseButton size="sm" onClick={onClear} aria-label={form.leaveOut(of)} />;
}
