import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Facts side by side, as many in a row as there is room for. */
export function Facts({ children, columns = 4 }: { children: ReactNode; columns?: number }) {
  return (
    <SimpleGrid component="dl" cols={{ base: 2, md: columns }} my={0} spacing="md">
      {children}
    </SimpleGrid>
  );
}

/** One thing that is known, below its name. Must be in `Facts`. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} size="sm" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}
