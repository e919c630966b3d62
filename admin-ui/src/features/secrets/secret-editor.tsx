import { Button, Group, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import type { Versioned } from '../../api/document';
import { errorsByField } from '../../components/field-problems';
import { Notice } from '../../components/notice';
import { useNotify } from '../../components/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { useDocumentSave } from '../../components/use-document-save';
import { useSecretsTexts } from '../../i18n/pages/secrets';
import { useTexts } from '../../i18n/use-texts';
import { documentOf, formOf, isIncomplete } from './model';
import { SecretFields } from './secret-fields';

interface SecretEditorProps {
  /** The version that is opened. */
  stored: Versioned;
  tenant: string;
}

/** Replaces a secret. The value that is stored is not shown, and stays if none is typed. */
export function SecretEditor({ stored, tenant }: SecretEditorProps) {
  const t = useSecretsTexts();
  const { conflict, documents, words } = useTexts();
  const notify = useNotify();
  // No draft: what is typed here is to be kept nowhere.
  const [opened, setOpened] = useState(() => ({
    form: formOf(stored.document, tenant),
    etag: stored.etag,
  }));
  const [form, setForm] = useState(opened.form);
  const saving = useDocumentSave('secrets');
  const { clash } = saving;
  const isUnchanged = JSON.stringify(form) === JSON.stringify(opened.form);
  const save = async (isOver: boolean) => {
    const version = opened.etag === null ? 'anything' : { etag: opened.etag };
    const expected = isOver && clash !== null ? clash.expected : version;
    const saved = await saving.save(documentOf(form), expected);
    if (saved === null) return;
    const now = { ...form, value: '', isSealed: form.source === 'value' };
    setForm(now);
    setOpened({ form: now, etag: saved.etag });
    notify.done(documents.saved(form.name, String(saved.revision)));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
    >
      <Stack>
        <Title order={2}>{t.replace}</Title>
        <SecretFields
          form={form}
          onChange={setForm}
          errorOf={errorsByField(saving.error)}
          isNew={false}
        />
        {saving.error != null && <ProblemAlert error={saving.error} title={documents.notSaved} />}
        {clash !== null && (
          <Notice kind="warning" role="alert" title={conflict.title}>
            <Stack gap="sm" align="flex-start">
              {clash.theirs === null ? conflict.deleted : t.clash}
              <Button size="xs" variant="default" onClick={() => void save(true)}>
                {conflict.keepMine}
              </Button>
            </Stack>
          </Notice>
        )}
        <Group>
          <Button
            type="submit"
            loading={saving.isSaving}
            disabled={isUnchanged || isIncomplete(form)}
          >
            {words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
