import { Checkbox, Stack } from '@mantine/core';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import type { RETRY_CONDITIONS } from './model';

interface RetryConditionsProps {
  all: typeof RETRY_CONDITIONS;
  chosen: string[];
  onChange: (chosen: string[]) => void;
  error: string | undefined;
}

export function RetryConditions({ all, chosen, onChange, error }: RetryConditionsProps) {
  const { form: t } = useUpstreamsTexts();
  return (
    <Checkbox.Group label={t.retryOn} value={chosen} onChange={onChange} error={error}>
      <Stack gap="xs" mt="xs">
        {all.map((condition) => (
          <Checkbox key={condition} value={condition} label={t.condition[condition]} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
