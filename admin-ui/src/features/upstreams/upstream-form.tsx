import { NumberInput, Stack, TagsInput, TextInput } from '@mantine/core';
import type { ErrorOf } from '../../components/field-problems';
import { Fields } from '../../components/fields';
import { TenantField } from '../../components/tenant-field';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import { CredentialFields } from './credential-fields';
import { RETRY_CONDITIONS, type UpstreamForm } from './model';
import { PairFields } from './pair-fields';
import { RetryConditions } from './retry-conditions';

export interface FormProps {
  form: UpstreamForm;
  onChange: (form: UpstreamForm) => void;
  errorOf: ErrorOf;
}

interface UpstreamFieldsProps extends FormProps {
  /** Whether name and tenant can be chosen. */
  isNew: boolean;
}

/** All fields of an upstream. */
export function UpstreamFields(props: UpstreamFieldsProps) {
  const t = useUpstreamsTexts();
  const { form, onChange, errorOf } = props;
  const set = (part: Partial<UpstreamForm>) => onChange({ ...form, ...part });
  return (
    <Stack gap="lg">
      <AddressFields {...props} />
      <Fields legend={t.form.credential}>
        <CredentialFields form={form} onChange={onChange} errorOf={errorOf} />
      </Fields>
      <Fields legend={t.form.patience}>
        <Stack gap="sm">
          <TextInput
            label={t.form.timeout}
            description={t.form.timeoutHint}
            placeholder="15s"
            value={form.timeout}
            onChange={(event) => set({ timeout: event.currentTarget.value })}
            error={errorOf('timeout')}
            maw="22rem"
          />
          <NumberInput
            label={t.form.attempts}
            description={t.form.attemptsHint}
            min={0}
            max={10}
            value={form.attempts}
            onChange={(value) => set({ attempts: Number(value) || 0 })}
            error={errorOf('retries.attempts')}
            maw="22rem"
          />
          {form.attempts > 0 && (
            <RetryConditions
              all={RETRY_CONDITIONS}
              chosen={form.retryOn}
              onChange={(retryOn) => set({ retryOn })}
              error={errorOf('retries.on')}
            />
          )}
        </Stack>
      </Fields>
      <Fields legend={t.form.requests}>
        <Stack gap="md">
          <PairFields
            label={t.form.headers}
            hint={t.form.headersHint}
            pairs={form.headers}
            onChange={(headers) => set({ headers })}
            error={errorOf('headers')}
          />
          <PairFields
            label={t.form.query}
            hint={t.form.queryHint}
            pairs={form.query}
            onChange={(query) => set({ query })}
            error={errorOf('query')}
          />
          <TagsInput
            label={t.form.forwardHeaders}
            description={t.form.forwardHeadersHint}
            placeholder={form.forwardHeaders.length === 0 ? 'X-User-Id' : undefined}
            value={form.forwardHeaders}
            onChange={(forwardHeaders) => set({ forwardHeaders })}
            error={errorOf('forwardHeaders')}
            acceptValueOnBlur
          />
        </Stack>
      </Fields>
      {form.url.trim().startsWith('https:') && <TlsFields {...props} />}
    </Stack>
  );
}

function AddressFields({ form, onChange, errorOf, isNew }: UpstreamFieldsProps) {
  const t = useUpstreamsTexts();
  const set = (part: Partial<UpstreamForm>) => onChange({ ...form, ...part });
  return (
    <Fields legend={t.form.address}>
      <Stack gap="sm">
        {isNew && (
          <>
            <TenantField value={form.tenant} onChange={(tenant) => set({ tenant })} />
            <TextInput
              label={t.form.name}
              description={t.form.nameHint}
              placeholder="petstore"
              value={form.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              error={errorOf('name')}
              required
              maw="22rem"
            />
          </>
        )}
        <TextInput
          label={t.form.url}
          description={t.form.urlHint}
          placeholder="https://petstore.example.com/v3"
          type="url"
          value={form.url}
          onChange={(event) => set({ url: event.currentTarget.value })}
          error={errorOf('url')}
        />
        <TextInput
          label={t.form.cluster}
          description={t.form.clusterHint}
          value={form.cluster}
          onChange={(event) => set({ cluster: event.currentTarget.value })}
          error={errorOf('cluster')}
        />
      </Stack>
    </Fields>
  );
}

function TlsFields({ form, onChange, errorOf }: FormProps) {
  const t = useUpstreamsTexts();
  const set = (part: Partial<UpstreamForm>) => onChange({ ...form, ...part });
  return (
    <Fields legend={t.form.tls}>
      <Stack gap="sm">
        <TextInput
          label={t.form.caFile}
          description={t.form.caFileHint}
          value={form.caFile}
          onChange={(event) => set({ caFile: event.currentTarget.value })}
          error={errorOf('tls.caFile')}
        />
        <TextInput
          label={t.form.serverName}
          description={t.form.serverNameHint}
          value={form.serverName}
          onChange={(event) => set({ serverName: event.currentTarget.value })}
          error={errorOf('tls.serverName')}
        />
      </Stack>
    </Fields>
  );
}
