import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTexts } from '../i18n/use-texts';
import { IconAlert } from './icons';
import { adviceOn, detailOf } from './problem-text';

interface ProblemAlertProps {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}

/** What went wrong, what to do, and what the control plane said of it. */
export function ProblemAlert({ error, title, onRetry }: ProblemAlertProps) {
  const { problems } = useTexts();
  const detail = detailOf(error);
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlert size={20} />}
      title={title ?? problems.title}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{adviceOn(error, problems)}</Text>
        {detail !== null && (
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {problems.saidByServer(detail)}
          </Text>
        )}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {problems.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
