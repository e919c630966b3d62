import { SegmentedControl } from '@mantine/core';
import type { Side } from './model';

interface SideChoiceProps {
  /** What is chosen, for those who hear the page. */
  label: string;
  words: Record<Side, string>;
  side: Side;
  onChoose: (side: Side) => void;
}

/** The description's side, or the one here. */
export function SideChoice({ label, words, side, onChoose }: SideChoiceProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      data={[
        { value: 'source' as const, label: words.source },
        { value: 'here' as const, label: words.here },
      ]}
      value={side}
      onChange={onChoose}
    />
  );
}
