import { Stack, Text } from '@mantine/core';
import { Link } from './link';

interface UsedByProps {
  /** What uses it. */
  kind: 'servers' | 'upstreams';
  tenant: string;
  names: string[];
  /** What is said where nothing uses it. */
  nothing: string;
}

/** Links to the documents that name this one. */
export function UsedBy({ kind, tenant, names, nothing }: UsedByProps) {
  if (names.length === 0) {
    return (
      <Text span size="sm" c="dimmed">
        {nothing}
      </Text>
    );
  }
  const to = kind === 'servers' ? '/servers/$tenant/$name' : '/upstreams/$tenant/$name';
  return (
    <Stack gap={2}>
      {names.map((name) => (
        <Link key={name} to={to} params={{ tenant, name }} size="sm">
          {name}
        </Link>
      ))}
    </Stack>
  );
}
