import { Paper, Stack, Text, Title } from '@mantine/core';
import { textIn } from './model';

/** Prompts or resources, with what they say of themselves; nothing where there are none. */
export function NamedList({ title, entries }: { title: string; entries: unknown[] }) {
  if (entries.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2}>
        {title} ({entries.length})
      </Title>
      <Paper withBorder p="md">
        <Stack gap="sm">
          {entries.map((entry) => (
            <Entry key={textIn(entry, 'name')} entry={entry} />
          ))}
        </Stack>
      </Paper>
    </Stack>
  );
}

function Entry({ entry }: { entry: unknown }) {
  const place = textIn(entry, 'uri') ?? textIn(entry, 'uriTemplate');
  return (
    <div>
      <Text size="sm" fw={550} ff="monospace">
        {textIn(entry, 'name')}
      </Text>
      {place !== null && (
        <Text size="sm" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {place}
        </Text>
      )}
      <Text size="sm">{textIn(entry, 'description') ?? textIn(entry, 'title')}</Text>
    </div>
  );
}
