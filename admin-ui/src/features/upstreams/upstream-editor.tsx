import { Button, Grid, Group, Paper, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Expectation } from '../../api/document';
import { ConflictView } from '../../components/conflict-view';
import { DraftNotice } from '../../components/draft-notice';
import { errorsByField } from '../../components/field-problems';
import { LinkButton } from '../../components/link';
import { useNotify } from '../../components/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { useDocumentSave } from '../../components/use-document-save';
import { useDraft } from '../../components/use-draft';
import { useTexts } from '../../i18n/use-texts';
import { ConnectionCheck } from './connection-check';
import { documentOf, formOf, type UpstreamForm } from './model';
import { UpstreamFields } from './upstream-form';

interface UpstreamEditorProps {
  initial: UpstreamForm;
  /** What is expected of the stored document by a save. */
  expected: Expectation;
}

const pretty = (document: unknown) => JSON.stringify(document, null, 2);

/** The form of an upstream, with its draft, its check and its save. */
export function UpstreamEditor({ initial, expected }: UpstreamEditorProps) {
  const { documents, words } = useTexts();
  const navigate = useNavigate();
  const notify = useNotify();
  const isNew = expected === 'absent';
  const key = isNew ? 'upstreams/new' : `upstreams/${initial.tenant}/${initial.name}`;
  const draft = useDraft(key, initial);
  const [basis, setBasis] = useState(expected);
  const saving = useDocumentSave('upstreams');
  const form = draft.value;
  const errorOf = useMemo(() => errorsByField(saving.error), [saving.error]);
  const isTaken = saving.isTaken ? documents.taken : undefined;

  const save = async (over: Expectation) => {
    const saved = await saving.save(documentOf(form), over);
    if (saved === null) return;
    draft.discard();
    notify.done(documents.saved(form.name.trim(), String(saved.revision)));
    const params = { tenant: form.tenant, name: form.name.trim() };
    void navigate({ to: '/upstreams/$tenant/$name', params });
  };
  const takeTheirs = () => {
    const { clash } = saving;
    if (clash === null) return;
    draft.discard(clash.theirs === null ? initial : formOf(clash.theirs, initial.tenant));
    setBasis(clash.expected);
    saving.closeClash();
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(basis);
      }}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="lg">
            {draft.isRestored && <DraftNotice onDiscard={() => draft.discard()} />}
            <UpstreamFields
              form={form}
              onChange={draft.change}
              errorOf={(field) => (field === 'name' ? (isTaken ?? errorOf(field)) : errorOf(field))}
              isNew={isNew}
            />
            {saving.error != null && (
              <ProblemAlert error={saving.error} title={documents.notSaved} />
            )}
            <Group>
              <Button type="submit" loading={saving.isSaving}>
                {words.save}
              </Button>
              <Cancel form={initial} isNew={isNew} onCancel={() => draft.discard()} />
            </Group>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Paper withBorder p="md">
            <CheckOfDraft form={form} />
          </Paper>
        </Grid.Col>
      </Grid>
      {saving.clash !== null && (
        <ConflictView
          theirs={saving.clash.theirs === null ? null : pretty(saving.clash.theirs)}
          yours={pretty(saving.clash.yours)}
          onKeepMine={() => void save(saving.clash?.expected ?? basis)}
          onTakeTheirs={takeTheirs}
          onClose={saving.closeClash}
        />
      )}
    </form>
  );
}

function CheckOfDraft({ form }: { form: UpstreamForm }) {
  // The route names an upstream, and a new one may have no name yet.
  const name = form.name.trim() === '' ? 'new' : form.name.trim();
  const draft = documentOf({ ...form, name, credential: { ...form.credential, kind: 'none' } });
  return <ConnectionCheck tenant={form.tenant} name={name} draft={draft} />;
}

interface CancelProps {
  form: UpstreamForm;
  isNew: boolean;
  onCancel: () => void;
}

function Cancel({ form: { tenant, name }, isNew, onCancel }: CancelProps) {
  const { words } = useTexts();
  return isNew ? (
    <LinkButton variant="default" to="/upstreams" onClick={onCancel}>
      {words.cancel}
    </LinkButton>
  ) : (
    <LinkButton
      variant="default"
      to="/upstreams/$tenant/$name"
      params={{ tenant, name }}
      onClick={onCancel}
    >
      {words.cancel}
    </LinkButton>
  );
}
