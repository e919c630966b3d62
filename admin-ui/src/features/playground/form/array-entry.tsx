import { Box, CloseButton, Group } from '@mantine/core';
import { AddButton } from '../../../components/add-button';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { isArray, type JsonArray, type JsonValue } from '../../../json/value';
import { type EntryProps, useRoot } from './context';
import { Entry } from './entry';
import { initialOf } from './field';
import { EntryGroup } from './group';

const NOTHING: JsonArray = [];

export function ArrayEntry({ items, ...entry }: EntryProps & { items: unknown }) {
  const { form } = usePlaygroundTexts();
  const root = useRoot();
  const { label, value, onChange, depth } = entry;
  const list = isArray(value) ? value : NOTHING;
  const add = () => onChange([...list, initialOf(items, root)]);
  const put = (at: number, item: JsonValue | undefined) =>
    onChange(list.map((other, place) => (place === at ? (item ?? null) : other)));
  return (
    <EntryGroup entry={entry} onAdd={add}>
      {list.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place
        <Group key={at} align="flex-start" wrap="nowrap" gap="xs">
          <Box flex={1} miw={0}>
            <Entry
              label={`${label} ${at + 1}`}
              schema={items}
              isRequired
              value={item}
              onChange={(changed) => put(at, changed)}
              depth={depth + 1}
            />
          </Box>
          <CloseButton
            size="sm"
            aria-label={form.remove(`${label} ${at + 1}`)}
            onClick={() => onChange(list.filter((_, place) => place !== at))}
          />
        </Group>
      ))}
      <div>
        <AddButton text={form.add} label={form.addTo(label)} onAdd={add} />
      </div>
    </EntryGroup>
  );
}
