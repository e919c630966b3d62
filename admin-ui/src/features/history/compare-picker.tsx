import { Group, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useIsNarrow } from '../../components/use-is-narrow';
import { useHistoryTexts } from '../../i18n/pages/history';

const route = getRouteApi('/shell/history/$number');

interface ComparePickerProps {
  revision: number;
  /** What it is compared with. */
  other: number;
  newest: number | undefined;
}

type Choice = 'before' | 'newest' | 'other';

const PAUSE = 500;

/** Chooses what a revision is compared with; the address keeps it. */
export function ComparePicker({ revision, other, newest }: ComparePickerProps) {
  const t = useHistoryTexts();
  const isNarrow = useIsNarrow();
  const navigate = route.useNavigate();
  const compare = (number: number) => {
    const search = { with: number === revision - 1 ? undefined : number };
    void navigate({ search, replace: true, resetScroll: false });
  };
  const compareSoon = useDebouncedCallback(compare, PAUSE);
  const choice = (): Choice => {
    if (other === revision - 1) return 'before';
    return other === newest ? 'newest' : 'other';
  };
  const isNewest = newest === undefined || newest <= revision;
  const choose = (chosen: string) => {
    if (chosen === 'before') compare(revision - 1);
    else if (chosen === 'newest' && newest !== undefined) compare(newest);
    else compare(Math.max(0, revision - 2));
  };
  const choices = [
    { value: 'before', label: t.whatChanged },
    { value: 'newest', label: t.againstNow, disabled: isNewest },
    { value: 'other', label: t.againstOther },
  ];
  return (
    <Group gap="sm">
      <SegmentedControl
        aria-label={t.compare}
        size="sm"
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        data={choices}
        value={choice()}
        onChange={choose}
      />
      {choice() === 'other' && (
        <Group gap="xs">
          <NumberInput
            aria-label={t.otherRevision}
            size="sm"
            w="7rem"
            min={0}
            max={newest}
            allowDecimal={false}
            defaultValue={other}
            onChange={(value) => {
              const number = Number(value);
              if (value !== '' && number !== revision) compareSoon(number);
            }}
          />
          <Text size="sm" c="dimmed">
            {t.otherHint}
          </Text>
        </Group>
      )}
    </Group>
  );
}
