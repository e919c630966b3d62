import { Alert, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { probe, useReachable } from '../../api/reachability';
import { IconOffline } from '../../components/icons';
import { useTexts } from '../../i18n/use-texts';

const INTERVAL = 3000;

/** Says that the control plane does not answer, and tries until it does. */
export function ReachabilityBanner() {
  const { shell } = useTexts();
  const isReachable = useReachable();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (isReachable) return undefined;
    const timer = setInterval(() => void probe(), INTERVAL);
    // What failed or grew old meanwhile is asked for again.
    return () => {
      clearInterval(timer);
      void queryClient.invalidateQueries();
    };
  }, [isReachable, queryClient]);
  if (isReachable) return null;
  return (
    <Alert color="orange" radius={0} icon={<IconOffline size={20} />} role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{shell.unreachable}</Text>
        <Button size="compact-sm" variant="default" onClick={() => void probe()}>
          {shell.retry}
        </Button>
      </Group>
    </Alert>
  );
}
