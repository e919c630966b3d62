import { PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import type { ErrorOf } from '../../components/field-problems';
import { TenantField } from '../../components/tenant-field';
import { useSecretsTexts } from '../../i18n/pages/secrets';
import { type SecretForm, type SecretSource, SOURCES } from './model';

interface SecretFieldsProps {
  form: SecretForm;
  onChange: (form: SecretForm) => void;
  errorOf: ErrorOf;
  isNew: boolean;
}

/** All fields of a secret. */
export function SecretFields({ form, onChange, errorOf, isNew }: SecretFieldsProps) {
  const t = useSecretsTexts();
  const set = (part: Partial<SecretForm>) => onChange({ ...form, ...part });
  return (
    <Stack gap="md">
      {isNew && (
        <>
          <TenantField value={form.tenant} onChange={(tenant) => set({ tenant })} />
          <TextInput
            label={t.form.name}
            description={t.form.nameHint}
            placeholder="petstore-key"
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={errorOf('name')}
            required
            maw="26rem"
          />
        </>
      )}
      <Radio.Group
        label={t.form.source}
        value={form.source}
        onChange={(source) => set({ source: source as SecretSource })}
      >
        <Stack gap="xs" mt="xs">
          {SOURCES.map((source) => (
            <Radio
              key={source}
              value={source}
              label={t.form.sources[source]}
              description={t.form.sourceHints[source]}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Content form={form} set={set} errorOf={errorOf} />
    </Stack>
  );
}

interface ContentProps {
  form: SecretForm;
  set: (part: Partial<SecretForm>) => void;
  errorOf: ErrorOf;
}

function Content({ form, set, errorOf }: ContentProps) {
  const { form: t } = useSecretsTexts();
  if (form.source === 'env') {
    return (
      <TextInput
        label={t.env}
        placeholder="PETSTORE_KEY"
        value={form.env}
        onChange={(event) => set({ env: event.currentTarget.value })}
        error={errorOf('from')}
        required
        maw="26rem"
      />
    );
  }
  if (form.source === 'file') {
    return (
      <TextInput
        label={t.file}
        placeholder="/run/secrets/petstore"
        value={form.file}
        onChange={(event) => set({ file: event.currentTarget.value })}
        error={errorOf('from')}
        required
        maw="26rem"
      />
    );
  }
  return (
    <PasswordInput
      label={form.isSealed ? t.newValue : t.value}
      description={form.isSealed ? t.newValueHint : t.valueHint}
      value={form.value}
      onChange={(event) => set({ value: event.currentTarget.value })}
      error={errorOf('value') ?? errorOf('sealed')}
      autoComplete="new-password"
      required={!form.isSealed}
      maw="26rem"
    />
  );
}
