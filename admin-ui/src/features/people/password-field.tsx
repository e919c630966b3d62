import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../../components/copy-button';
import { usePeopleTexts } from '../../i18n/pages/people';
import { randomPassword } from './new-password';

interface PasswordFieldProps {
  label: string;
  description: string;
  value: string;
  onChange: (password: string) => void;
  error?: string | null;
}

/** A password for somebody else: typed, or made and copied. */
export function PasswordField({ label, description, value, onChange, error }: PasswordFieldProps) {
  const people = usePeopleTexts();
  const [isVisible, setVisible] = useState(false);
  return (
    <Stack gap={6}>
      <PasswordInput
        label={label}
        description={description}
        autoComplete="new-password"
        visible={isVisible}
        onVisibilityChange={setVisible}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            onChange(randomPassword());
            setVisible(true);
          }}
        >
          {people.makePassword}
        </Button>
        {value !== '' && <CopyButton text={value} of={label} />}
      </Group>
    </Stack>
  );
}
