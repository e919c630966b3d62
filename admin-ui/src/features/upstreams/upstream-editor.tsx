import { Button, Grid, Group, Paper, Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Expectation } from '../../api/document';
import { ApiError, type FieldProblem } from '../../api/problem';
import type { VersionedText } from '../../api/yaml';
import { ConflictView } from '../../components/conflict-view';
import { readText } from '../../components/document/document-text';
import { FormOrYaml } from '../../components/document/form-or-yaml';
import { useSaving } from '../../components/document/use-saving';
import { useVerdict } from '../../components/document/use-verdict';
import { DraftNotice } from '../../components/draft-notice';
import { type ErrorOf, errorsAt } from '../../components/field-problems';
import { LinkButton } from '../../components/link';
import { Notice } from '../../components/notice';
import { useNotify } from '../../components/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { useFocusOnError } from '../../components/use-focus-on-error';
import { useServerEditorTexts } from '../../i18n/pages/server-editor';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';
import { useTexts } from '../../i18n/use-texts';
import { isObject, textIn } from '../servers/model';
import { CheckOfText } from './check-of-text';
import { UpstreamFields } from './upstream-form';
import { UpstreamText } from './upstream-text';
import { useTwoViews } from './use-two-views';

/** What is wrong with a field: by the last save, and by what the control plane says of it since. */
function errorsIn(error: unknown, problems: FieldProblem[], ofName: string | undefined): ErrorOf {
  const refused = error instanceof ApiError ? [...problems, ...error.errors] : [];
  const errorOf = errorsAt(refused);
  return (field) => (field === 'name' && ofName !== undefined ? ofName : errorOf(field));
}

interface UpstreamEditorProps {
  /** What the draft is kept under. */
  draftKey: string;
  /** What is stored; its etag is `null` for a new upstream. */
  stored: VersionedText;
}

/** An upstream as a form and as YAML: two views of one text. */
export function UpstreamEditor({ draftKey, stored }: UpstreamEditorProps) {
  const t = useUpstreamsTexts();
  const editor = useServerEditorTexts();
  const { documents, words } = useTexts();
  const navigate = useNavigate();
  const notify = useNotify();
  const isNew = stored.etag === null;
  const views = useTwoViews(draftKey, stored.text);
  const { draft, form, view } = views;
  const [etag, setEtag] = useState(stored.etag);
  const [isNameless, setNameless] = useState(false);
  const document = useMemo(() => readText(draft.value).value, [draft.value]);
  const saving = useSaving({
    kind: 'upstreams',
    onSaved: (tenant, name, revision) => {
      draft.discard();
      notify.done(documents.saved(name, String(revision)));
      void navigate({ to: '/upstreams/$tenant/$name', params: { tenant, name } });
    },
  });
  const { conflict, error } = saving;
  // A form that is being filled in is not told that it is not filled in yet.
  const problems = useVerdict(draft.value, view === 'yaml' || error !== null);
  const save = (expected: Expectation) => {
    const tenant = textIn(document, 'tenant') ?? 'default';
    const name = textIn(document, 'name') ?? '';
    setNameless(name === '');
    if (name === '') return;
    saving.save({ tenant, name, text: draft.value, reason: '', expected });
  };
  const taken = saving.isTaken ? documents.taken : undefined;
  const ofName = isNameless ? t.nameNeeded : taken;
  const errorOf = errorsIn(error, problems, ofName);
  const attempted = useFocusOnError(ofName !== undefined || error !== null);
  return (
    <form
      noValidate
      ref={attempted}
      onSubmit={(event) => {
        event.preventDefault();
        save(etag === null ? 'absent' : { etag });
      }}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="lg">
            {draft.isRestored && <DraftNotice onDiscard={() => views.discard(stored.text)} />}
            <FormOrYaml view={view} onChange={views.show} />
            {view === 'yaml' && (
              <UpstreamText
                text={draft.value}
                onChange={draft.change}
                problems={problems}
                ofName={ofName}
              />
            )}
            {view === 'form' && form === null && (
              <Notice kind="warning" title={editor.notYaml} role="alert" />
            )}
            {view === 'form' && form !== null && (
              <UpstreamFields
                form={form}
                onChange={views.changeForm}
                errorOf={errorOf}
                isNew={isNew}
              />
            )}
            {error !== null && <ProblemAlert error={error} title={documents.notSaved} />}
            <Group>
              <Button type="submit" loading={saving.isSaving} disabled={!isObject(document)}>
                {words.save}
              </Button>
              <Cancel document={isNew ? null : document} onCancel={() => draft.discard()} />
            </Group>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Paper withBorder p="md">
            <CheckOfText document={document} />
          </Paper>
        </Grid.Col>
      </Grid>
      {conflict !== null && (
        <ConflictView
          theirs={conflict.theirs}
          yours={draft.value}
          onKeepMine={() => {
            saving.settle();
            setEtag(conflict.etag);
            save(conflict.etag === null ? 'absent' : { etag: conflict.etag });
          }}
          onTakeTheirs={() => {
            saving.settle();
            setEtag(conflict.etag);
            views.discard(conflict.theirs ?? stored.text);
          }}
          onClose={saving.settle}
        />
      )}
    </form>
  );
}

interface CancelProps {
  /** The stored upstream; `null` for a new one. */
  document: unknown;
  onCancel: () => void;
}

function Cancel({ document, onCancel }: CancelProps) {
  const { words } = useTexts();
  const name = textIn(document, 'name');
  if (name === null) {
    return (
      <LinkButton variant="default" to="/upstreams" onClick={onCancel}>
        {words.cancel}
      </LinkButton>
    );
  }
  const tenant = textIn(document, 'tenant') ?? 'default';
  return (
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
