import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlert, IconRetry } from '../../components/icons';
import { useChatTexts } from '../../i18n/pages/chat';
import { useFormat } from '../../i18n/use-texts';
import type { Failure } from './model';

interface FailureAlertProps {
  failure: Failure;
  /** Absent where it cannot be tried again. */
  onRetry?: () => void;
}

/** What went wrong in a turn, and what to do about it. */
export function FailureAlert({ failure, onRetry }: FailureAlertProps) {
  const t = useChatTexts();
  const format = useFormat();
  const { title, advice } = t.failures[failure.kind];
  return (
    <Alert color="red" variant="outline" role="alert" icon={<IconAlert size={20} />} title={title}>
      <Stack gap="xs">
        <Text size="sm">
          {advice}
          {failure.retryAfter != null && ` ${t.retryAfter(format.number(failure.retryAfter))}`}
        </Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {failure.message}
        </Text>
        {onRetry !== undefined && (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRetry size={14} />}
              onClick={onRetry}
            >
              {t.retry}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
