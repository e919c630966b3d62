import { CloseButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { AddButton } from '../../components/add-button';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import type { ShownHeader } from './trial';

interface HeadersEditorProps {
  headers: ShownHeader[];
  onChange: (headers: ShownHeader[]) => void;
}

/** Headers that the client sends besides MCP's own. */
export function HeadersEditor({ headers, onChange }: HeadersEditorProps) {
  const t = usePlaygroundTexts();
  const put = (at: number, change: Partial<ShownHeader>) =>
    onChange(headers.map((header, place) => (place === at ? { ...header, ...change } : header)));
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {t.headers}
      </Text>
      <Text size="xs" c="dimmed">
        {t.headersHint}
      </Text>
      {headers.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header is its place
        <Group key={at} gap="xs" wrap="nowrap">
          <TextInput
            flex={2}
            size="xs"
            aria-label={t.headerName}
            placeholder="X-Request-Id"
            value={name}
            onChange={(event) => put(at, { name: event.currentTarget.value })}
          />
          <TextInput
            flex={3}
            size="xs"
            aria-label={t.headerValue}
            autoComplete="off"
            value={value}
            onChange={(event) => put(at, { value: event.currentTarget.value })}
          />
          <CloseButton
            size="sm"
            aria-label={t.form.remove(name === '' ? t.headerName : name)}
            onClick={() => onChange(headers.filter((_, place) => place !== at))}
          />
        </Group>
      ))}
      <div>
        <AddButton
          text={t.addHeader}
          onAdd={() => onChange([...headers, { name: '', value: '' }])}
        />
      </div>
    </Stack>
  );
}
