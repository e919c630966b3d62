import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PreviewProps {
  title: string;
  hint: string;
  children: ReactNode;
}

/** A frame for what becomes of that which is being edited. */
export function Preview({ title, hint, children }: PreviewProps) {
  return (
    <Paper withBorder p="md" bg="var(--portico-page)">
      <Stack gap="sm">
        <div>
          <Title order={4}>{title}</Title>
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
