import { Select } from '@mantine/core';
import { useEffect } from 'react';
import { $api } from '../api/client';
import { mayEdit, useMe } from '../api/me';
import { useTexts } from '../i18n/use-texts';

interface TenantFieldProps {
  value: string;
  onChange: (tenant: string) => void;
}

/** The tenants in which one may change documents; none where they cannot be told. */
export function useEditableTenants(): string[] | undefined {
  const me = useMe();
  const { data, isError } = $api.useQuery('get', '/api/v1/tenants');
  const tenants = isError ? [] : data?.items;
  return tenants?.map(({ name }) => name).filter((name) => mayEdit(me, name));
}

/** Who owns something new; nothing to choose where there is only one tenant. */
export function TenantField({ value, onChange }: TenantFieldProps) {
  const { words } = useTexts();
  const names = useEditableTenants();
  const only = names?.length === 1 ? names[0] : undefined;
  useEffect(() => {
    if (only !== undefined && only !== value) onChange(only);
  }, [only, value, onChange]);
  if (names === undefined || names.length < 2) return null;
  return (
    <Select
      label={words.tenant}
      data={names}
      value={value}
      onChange={(tenant) => tenant !== null && onChange(tenant)}
      allowDeselect={false}
      maw="22rem"
    />
  );
}
