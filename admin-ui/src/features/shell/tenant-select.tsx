import { Select } from '@mantine/core';
import { chooseTenant } from '../../components/tenant-filter';
import { useTexts } from '../../i18n/use-texts';

interface TenantSelectProps {
  names: string[];
  chosen: string | null;
}

export function TenantSelect({ names, chosen }: TenantSelectProps) {
  const { shell } = useTexts();
  return (
    <Select
      aria-label={shell.tenant}
      placeholder={shell.allTenants}
      data={names}
      value={chosen}
      onChange={chooseTenant}
      clearable
      searchable
      size="xs"
      w={{ base: '7.5rem', sm: '12rem' }}
      clearButtonProps={{ 'aria-label': shell.allTenants }}
    />
  );
}
