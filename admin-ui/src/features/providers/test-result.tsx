import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconCheck } from '../../components/icons';
import { useProvidersTexts } from '../../i18n/pages/providers';
import { useFormat } from '../../i18n/use-texts';
import { FailureAlert } from '../chat/failure-alert';
import type { ConnectionTest } from './change';

interface TestResultProps {
  result: ConnectionTest;
  /** Takes over the models that the provider lists. */
  onOffer: (models: string[]) => void;
}

/** Whether the provider answers, and with which models. */
export function TestResult({ result, onOffer }: TestResultProps) {
  const t = useProvidersTexts();
  const format = useFormat();
  const { models, error, durationMs } = result;
  if (error != null) return <FailureAlert failure={error} />;
  const count = format.number(models?.length ?? 0);
  return (
    <Alert color="teal" variant="outline" role="status" icon={<IconCheck size={20} />}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t.works(count, format.number(durationMs))}</Text>
        {models != null && models.length > 0 && (
          <Button size="xs" variant="default" onClick={() => onOffer(models)}>
            {t.addModels(count)}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
