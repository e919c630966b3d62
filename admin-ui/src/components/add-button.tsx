import { Button } from '@mantine/core';
import { IconPlus } from './icons';

interface AddButtonProps {
  text: string;
  /** What it says to those who hear the page, where the text alone does not say enough. */
  label?: string;
  onAdd: () => void;
}

/** Adds a row, or a value, to what a form has. */
export function AddButton({ text, label, onAdd }: AddButtonProps) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconPlus size={14} />}
      onClick={onAdd}
      aria-label={label}
    >
      {text}
    </Button>
  );
}
