import { Box, Code, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from '../../components/link';
import { LastChange } from './last-change';
import { ServerContents } from './server-contents';
import type { ServerItem } from './status';
import { StatusBadge } from './status-badge';

export function ServerCards({ entries }: { entries: ServerItem[] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3, xl: 4 }}>
      {entries.map((server) => (
        <Card key={`${server.tenant}/${server.name}`} server={server} />
      ))}
    </SimpleGrid>
  );
}

function Card({ server }: { server: ServerItem }) {
  const { tenant, name, title, path, revision } = server;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs" h="100%" justify="space-between">
        <div>
          <Link to="/servers/$tenant/$name" params={{ tenant, name }} fw={600}>
            {title ?? name}
          </Link>
          <Text size="xs" c="dimmed">
            {tenant}/{name}
          </Text>
        </div>
        <Group gap="xs">
          {path != null && <Code>{path}</Code>}
          <ServerContents server={server} />
        </Group>
        <Stack gap={6}>
          <Box mih="1.625rem">
            <StatusBadge server={server} />
          </Box>
          <LastChange revision={revision} />
        </Stack>
      </Stack>
    </Paper>
  );
}
