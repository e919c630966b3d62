import { SegmentedControl } from '@mantine/core';
import { useTexts } from '../i18n/use-texts';

export type View = 'table' | 'cards';

interface ViewSwitchProps {
  view: View;
  onChange: (view: View) => void;
}

export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const { words } = useTexts();
  const data = [
    { value: 'table' as const, label: words.table },
    { value: 'cards' as const, label: words.cards },
  ];
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.view}
      data={data}
      value={view}
      onChange={onChange}
      visibleFrom="sm"
    />
  );
}
