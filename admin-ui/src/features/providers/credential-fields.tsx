import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useProvidersTexts } from '../../i18n/pages/providers';
import type { Credential } from './change';
import type { FieldsProps } from './provider-fields';

const TYPES: Credential['type'][] = ['keep', 'key', 'secret', 'none'];

/** Which key the provider is asked with. It is only ever written. */
export function CredentialFields({ entered, put, errors, stored }: FieldsProps) {
  const t = useProvidersTexts();
  const { credential, key, secret } = entered;
  const types = stored === null ? TYPES.slice(1) : TYPES;
  return (
    <>
      <Select
        label={t.credential}
        allowDeselect={false}
        data={types.map((type) => ({ value: type, label: t.credentials[type] }))}
        error={errors.credential}
        value={credential}
        onChange={(chosen) => {
          const type = TYPES.find((one) => one === chosen);
          if (type !== undefined) put({ credential: type });
        }}
      />
      {credential === 'key' && (
        <PasswordInput
          label={t.key}
          description={t.keyHint}
          required
          autoComplete="off"
          error={errors['credential.key']}
          value={key}
          onChange={(event) => put({ key: event.currentTarget.value.trim() })}
        />
      )}
      {credential === 'secret' && (
        <TextInput
          label={t.secret}
          required
          error={errors['credential.name']}
          value={secret}
          onChange={(event) => put({ secret: event.currentTarget.value.trim() })}
        />
      )}
    </>
  );
}
