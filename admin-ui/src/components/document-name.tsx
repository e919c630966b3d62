import { Badge, Stack, Text } from '@mantine/core';
import { Link } from './link';

interface DocumentNameProps {
  /** The document's page. */
  to: '/secrets/$tenant/$name' | '/upstreams/$tenant/$name';
  document: { tenant: string; name: string; errors: string[] };
  /** What is said of one with errors. */
  broken: string;
}

/** A document in a list: a link to it, and whether something is wrong with it. */
export function DocumentName({ to, document, broken }: DocumentNameProps) {
  const { tenant, name, errors } = document;
  return (
    <Stack gap={2} align="flex-start">
      <Link to={to} params={{ tenant, name }} fw={550}>
        {name}
      </Link>
      <Text size="xs" c="dimmed">
        {tenant}/{name}
      </Text>
      {errors.length > 0 && (
        <Badge variant="default" title={errors.join('\n')}>
          {broken}
        </Badge>
      )}
    </Stack>
  );
}
