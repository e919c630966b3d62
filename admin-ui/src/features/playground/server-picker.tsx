import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client';
import { useTenantFilter } from '../../components/tenant-filter';
import { usePlaygroundTexts } from '../../i18n/pages/playground';

const PAUSE = 250;

export interface ServerKey {
  tenant: string;
  server: string;
}

/** The servers that a search finds, as many as one page has. */
export function useServerChoice(search: string) {
  const tenant = useTenantFilter();
  const [q] = useDebouncedValue(search, PAUSE);
  const query = { limit: 200, tenant: tenant ?? undefined, q: q === '' ? undefined : q };
  return $api.useQuery(
    'get',
    '/api/v1/servers',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
}

interface ServerPickerProps {
  chosen: ServerKey | null;
  onChoose: (key: ServerKey) => void;
}

/** A server, by its title or name. */
export function ServerPicker({ chosen, onChoose }: ServerPickerProps) {
  const t = usePlaygroundTexts();
  const [search, setSearch] = useState('');
  const current = chosen === null ? null : `${chosen.tenant}/${chosen.server}`;
  const items = useServerChoice(search === current ? '' : search).data?.items ?? [];
  const data = items.map(({ tenant, name, title }) => ({
    value: `${tenant}/${name}`,
    label: title == null ? `${tenant}/${name}` : `${title} (${tenant}/${name})`,
  }));
  if (current !== null && !data.some(({ value }) => value === current)) {
    data.unshift({ value: current, label: current });
  }
  const choose = (value: string | null) => {
    const [tenant, server] = value?.split('/') ?? [];
    if (tenant !== undefined && server !== undefined) onChoose({ tenant, server });
  };
  return (
    <Select
      label={t.server}
      placeholder={t.chooseServer}
      data={data}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t.noServer}
      value={current}
      onChange={choose}
      onSearchChange={(text) => setSearch(data.some(({ label }) => label === text) ? '' : text)}
    />
  );
}
