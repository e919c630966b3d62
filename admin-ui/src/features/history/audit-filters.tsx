import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useHistoryTexts } from '../../i18n/pages/history';
import { ACTIONS, type AuditSearch } from './audit-search';

interface AuditFiltersProps {
  search: AuditSearch;
  onChange: (changes: Partial<AuditSearch>) => void;
}

const NOTHING: AuditSearch = {
  actor: undefined,
  action: undefined,
  target: undefined,
  since: undefined,
  until: undefined,
};

/** Fields that narrow the audit log down. */
export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const { audit: t } = useHistoryTexts();
  const isNarrowed = Object.values(search).some((value) => value !== undefined);
  const actions = ACTIONS.map((value) => ({ value, label: t.actions[value] }));
  return (
    <>
      <FilterField
        label={t.actor}
        value={search.actor}
        onChange={(actor) => onChange({ actor })}
        placeholder="ada"
      />
      <Select
        label={t.action}
        data={actions}
        value={search.action ?? null}
        onChange={(action) => onChange({ action: action ?? undefined })}
        placeholder={t.anyAction}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t.anyAction }}
        w="14rem"
      />
      <FilterField
        label={t.target}
        value={search.target}
        onChange={(target) => onChange({ target })}
        placeholder="Server default/shop"
      />
      <FilterField
        label={t.since}
        type="datetime-local"
        value={search.since}
        onChange={(since) => onChange({ since })}
      />
      <FilterField
        label={t.until}
        type="datetime-local"
        value={search.until}
        onChange={(until) => onChange({ until })}
      />
      {isNarrowed && (
        <Button variant="default" onClick={() => onChange(NOTHING)}>
          {t.clear}
        </Button>
      )}
    </>
  );
}

interface FilterFieldProps {
  label: string;
  value: string | undefined;
  /** Told a moment after the last key. */
  onChange: (value: string | undefined) => void;
  type?: 'datetime-local';
  placeholder?: string;
}

const PAUSE = 400;

function FilterField({ label, value = '', onChange, type, placeholder }: FilterFieldProps) {
  const [text, setText] = useState(value);
  const tell = useDebouncedCallback(onChange, PAUSE);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      label={label}
      type={type}
      placeholder={placeholder}
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        tell(typed === '' ? undefined : typed);
      }}
      w={type === undefined ? '11rem' : '13rem'}
    />
  );
}
