import { ActionIcon, Group, Input, Stack, TextInput } from '@mantine/core';
import { AddButton } from '../../components/add-button';
import { IconTrash } from '../../components/icons';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import type { Pair } from './model';

interface PairFieldsProps {
  label: string;
  hint: string;
  pairs: Pair[];
  onChange: (pairs: Pair[]) => void;
  error: string | undefined;
}

/** Names with values, a line each. */
export function PairFields({ label, hint, pairs, onChange, error }: PairFieldsProps) {
  const { form: t } = useUpstreamsTexts();
  const change = (at: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...part } : pair)));
  return (
    <Input.Wrapper label={label} description={hint} error={error} labelElement="div">
      <Stack gap="xs" mt={6} align="flex-start">
        {pairs.map((pair, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          <Group key={at} gap="xs" wrap="nowrap" w="100%">
            <TextInput
              aria-label={t.pairName(label, String(at + 1))}
              placeholder={t.pairNamePlaceholder}
              value={pair.name}
              onChange={(event) => change(at, { name: event.currentTarget.value })}
              flex={1}
            />
            <TextInput
              aria-label={t.pairValue(label, String(at + 1))}
              placeholder={t.pairValuePlaceholder}
              value={pair.value}
              onChange={(event) => change(at, { value: event.currentTarget.value })}
              flex={2}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t.pairRemove(label, String(at + 1))}
              onClick={() => onChange(pairs.filter((_, index) => index !== at))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        ))}
        <AddButton
          text={t.pairAdd}
          label={`${t.pairAdd}: ${label}`}
          onAdd={() => onChange([...pairs, { name: '', value: '' }])}
        />
      </Stack>
    </Input.Wrapper>
  );
}
