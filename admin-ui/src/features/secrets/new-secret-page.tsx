import { Button, Group, Paper, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { errorsByField } from '../../components/field-problems';
import { LinkButton } from '../../components/link';
import { useNotify } from '../../components/notify';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { useTenantFilter } from '../../components/tenant-filter';
import { useDocumentSave } from '../../components/use-document-save';
import { useSecretsTexts } from '../../i18n/pages/secrets';
import { useTexts } from '../../i18n/use-texts';
import { documentOf, formOf, isIncomplete } from './model';
import { SecretFields } from './secret-fields';

export function NewSecretPage() {
  const t = useSecretsTexts();
  const { documents, words } = useTexts();
  const navigate = useNavigate();
  const notify = useNotify();
  const tenant = useTenantFilter() ?? 'default';
  // No draft: what is typed here is to be kept nowhere.
  const [form, setForm] = useState(() => formOf({}, tenant));
  const saving = useDocumentSave('secrets');
  const errorOf = errorsByField(saving.error);
  const save = async () => {
    const saved = await saving.save(documentOf(form), 'absent');
    if (saved === null) return;
    notify.done(documents.saved(form.name.trim(), String(saved.revision)));
    void navigate({ to: '/secrets' });
  };
  return (
    <Page title={t.newTitle} about={t.newAbout}>
      <Paper withBorder p="md" maw="48rem">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Stack>
            <SecretFields
              form={form}
              onChange={setForm}
              errorOf={(field) =>
                field === 'name' && saving.isTaken ? documents.taken : errorOf(field)
              }
              isNew
            />
            {saving.error != null && (
              <ProblemAlert error={saving.error} title={documents.notSaved} />
            )}
            <Group>
              <Button type="submit" loading={saving.isSaving} disabled={isIncomplete(form)}>
                {words.save}
              </Button>
              <LinkButton variant="default" to="/secrets">
                {words.cancel}
              </LinkButton>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  );
}
