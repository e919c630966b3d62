import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { $api } from '../../api/client';
import { Link } from '../../components/link';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import { CREDENTIALS, type CredentialForm, type CredentialKind } from './model';
import type { FormProps } from './upstream-form';

/** As many as one page of the API may have. */
const SHOWN = 200;

function useSecretNames(tenant: string): string[] {
  const query = { tenant, limit: SHOWN };
  const { data } = $api.useQuery('get', '/api/v1/secrets', { params: { query } });
  return (data?.items ?? []).map(({ name }) => name);
}

/** Which secret is sent, and how. */
export function CredentialFields({ form, onChange, errorOf }: FormProps) {
  const { form: t } = useUpstreamsTexts();
  const { credential } = form;
  const set = (part: Partial<CredentialForm>) =>
    onChange({ ...form, credential: { ...credential, ...part } });
  const names = new Set(useSecretNames(form.tenant));
  if (credential.secret !== '') names.add(credential.secret);
  return (
    <Stack gap="sm">
      <Select
        label={t.credentialKind}
        data={CREDENTIALS.map((kind) => ({ value: kind, label: t.credentialKinds[kind] }))}
        value={credential.kind}
        onChange={(kind) => kind !== null && set({ kind: kind as CredentialKind })}
        allowDeselect={false}
        maw="22rem"
      />
      {credential.kind !== 'none' && (
        <>
          <Select
            label={t.secret}
            placeholder={t.secretPlaceholder}
            nothingFoundMessage={t.noSecrets}
            data={[...names]}
            value={credential.secret === '' ? null : credential.secret}
            onChange={(secret) => set({ secret: secret ?? '' })}
            error={errorOf('credential.secret')}
            searchable
            required
            maw="22rem"
          />
          <Text size="sm">
            <Link to="/secrets/new" size="sm">
              {t.newSecret}
            </Link>{' '}
            <Text span c="dimmed" size="sm">
              {t.newSecretHint}
            </Text>
          </Text>
          <Carrier credential={credential} set={set} errorOf={errorOf} />
        </>
      )}
    </Stack>
  );
}

interface CarrierProps {
  credential: CredentialForm;
  set: (part: Partial<CredentialForm>) => void;
  errorOf: FormProps['errorOf'];
}

function Carrier({ credential, set, errorOf }: CarrierProps) {
  const { form: t } = useUpstreamsTexts();
  if (credential.kind === 'basic') {
    return (
      <TextInput
        label={t.username}
        value={credential.username}
        onChange={(event) => set({ username: event.currentTarget.value })}
        error={errorOf('credential.basic')}
        autoComplete="off"
        maw="22rem"
      />
    );
  }
  if (credential.kind === 'query') {
    return (
      <TextInput
        label={t.parameter}
        description={t.parameterHint}
        placeholder="api_key"
        value={credential.query}
        onChange={(event) => set({ query: event.currentTarget.value })}
        error={errorOf('credential.query')}
        maw="22rem"
      />
    );
  }
  return (
    <Group gap="sm" align="flex-start">
      <TextInput
        label={t.header}
        value={credential.header}
        onChange={(event) => set({ header: event.currentTarget.value })}
        error={errorOf('credential.header')}
      />
      <TextInput
        label={t.prefix}
        description={t.prefixHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={credential.prefix}
        onChange={(event) => set({ prefix: event.currentTarget.value })}
        error={errorOf('credential.prefix')}
      />
    </Group>
  );
}
