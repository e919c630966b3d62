import { Group, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core';
import { useProvidersTexts } from '../../i18n/pages/providers';
import type { Provider } from '../chat/model';
import { BASE_URLS, type Entered } from './change';

export interface FieldsProps {
  entered: Entered;
  put: (change: Partial<Entered>) => void;
  errors: Partial<Record<string, string>>;
  stored: Provider | null;
}

/** A name that the API takes, made of the title. */
function nameOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63);
}

/** All of a provider but its key. */
export function ProviderFields({
  entered,
  put,
  errors,
  stored,
  tenants,
}: FieldsProps & { tenants: string[] }) {
  const t = useProvidersTexts();
  const { kind, title, name, baseUrl, defaultModel, models } = entered;
  const choose = (next: Provider['kind']) => {
    const isUntouched = baseUrl === BASE_URLS[kind];
    put({ kind: next, ...(isUntouched && { baseUrl: BASE_URLS[next] }) });
  };
  const rename = (next: string) => {
    const isDerived = stored === null && name === nameOf(title);
    put({ title: next, ...(isDerived && { name: nameOf(next) }) });
  };
  return (
    <>
      <SegmentedControl
        role="radiogroup"
        aria-label={t.kind}
        value={kind}
        onChange={choose}
        data={[
          { value: 'openai' as const, label: t.kinds.openai },
          { value: 'anthropic' as const, label: t.kinds.anthropic },
        ]}
      />
      {stored === null && tenants.length > 1 && (
        <Select
          label={t.tenant}
          data={tenants}
          allowDeselect={false}
          value={entered.tenant}
          onChange={(tenant) => tenant !== null && put({ tenant })}
        />
      )}
      <Group grow align="flex-start">
        <TextInput
          label={t.label}
          required
          data-autofocus
          error={errors.title}
          value={title}
          onChange={(event) => rename(event.currentTarget.value)}
        />
        <TextInput
          label={t.id}
          description={t.idHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          disabled={stored !== null}
          error={errors.name}
          value={name}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t.baseUrl}
        description={t.baseUrlHint[kind]}
        required
        type="url"
        error={errors.baseUrl}
        value={baseUrl}
        onChange={(event) => put({ baseUrl: event.currentTarget.value })}
      />
      <TextInput
        label={t.defaultModel}
        required
        error={errors.defaultModel}
        value={defaultModel}
        onChange={(event) => put({ defaultModel: event.currentTarget.value.trim() })}
      />
      <TagsInput
        label={t.models}
        description={t.modelsHint}
        error={errors.models}
        value={models}
        onChange={(next) => put({ models: next })}
      />
    </>
  );
}
