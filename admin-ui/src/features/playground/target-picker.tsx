import { Badge, Group, Select, Stack, Text } from '@mantine/core';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { useServersTexts } from '../../i18n/pages/servers';
import type { Target, TargetKind } from './target';

/** How a target is named in the address. */
export const partOf = ({ kind, name }: Pick<Target, 'kind' | 'name'>) => `${kind}:${name}`;

const KINDS: TargetKind[] = ['tool', 'prompt', 'resource'];

interface TargetPickerProps {
  targets: Target[];
  chosen: Target | null;
  onChoose: (part: string) => void;
}

/** A tool, prompt or resource of the chosen server, with what it says of itself. */
export function TargetPicker({ targets, chosen, onChoose }: TargetPickerProps) {
  const t = usePlaygroundTexts();
  const servers = useServersTexts();
  const groups = KINDS.map((kind) => ({
    group: t.kinds[kind],
    items: targets
      .filter((target) => target.kind === kind)
      .map((target) => ({
        value: partOf(target),
        label: target.title === null ? target.name : `${target.name} · ${target.title}`,
      })),
  })).filter(({ items }) => items.length > 0);
  return (
    <Stack gap="xs">
      <Select
        label={t.part}
        placeholder={t.choosePart}
        data={groups}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t.noPart}
        value={chosen === null ? null : partOf(chosen)}
        onChange={(part) => part !== null && onChoose(part)}
      />
      {chosen !== null && (
        <Stack gap={6}>
          {chosen.description !== null && (
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              {chosen.description}
            </Text>
          )}
          {chosen.kind === 'tool' && (
            <Group gap="xs">
              {chosen.isReadOnly && <Badge color="teal">{servers.detail.readOnly}</Badge>}
              {chosen.isDestructive && <Badge color="red">{servers.detail.destructive}</Badge>}
            </Group>
          )}
        </Stack>
      )}
    </Stack>
  );
}
