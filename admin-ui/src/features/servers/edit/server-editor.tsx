import { Button, Stack } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import schema from '../../../../../docs/server.schema.json';
import type { Expectation } from '../../../api/document';
import type { VersionedText } from '../../../api/yaml';
import { CodeEditor } from '../../../components/code-editor/code-editor';
import { completionBy, type Schema } from '../../../components/code-editor/schema-completion';
import { ConflictView } from '../../../components/conflict-view';
import { readText } from '../../../components/document/document-text';
import { FormOrYaml } from '../../../components/document/form-or-yaml';
import { ProblemList } from '../../../components/document/problem-list';
import { ReviewDialog } from '../../../components/document/review-dialog';
import { useSaving } from '../../../components/document/use-saving';
import { useVerdict } from '../../../components/document/use-verdict';
import { DraftNotice } from '../../../components/draft-notice';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useDraft } from '../../../components/use-draft';
import { useServerEditorTexts } from '../../../i18n/pages/server-editor';
import { useTexts } from '../../../i18n/use-texts';
import { textIn } from '../model';
import { DocumentForm } from './document-form';
import { EditingProvider } from './editing';

type View = 'form' | 'yaml';

const complete = completionBy(schema as Schema);

interface ServerEditorProps {
  title: string;
  /** What the draft is kept under. */
  draftKey: string;
  /** What is stored; its etag is `null` for a new server. */
  stored: VersionedText;
}

/** A server as a form and as YAML: two views of one text. */
export function ServerEditor({ title, draftKey, stored }: ServerEditorProps) {
  const t = useServerEditorTexts();
  const { documents, words } = useTexts();
  const navigate = useNavigate();
  const isNew = stored.etag === null;
  const draft = useDraft(draftKey, stored.text);
  const [etag, setEtag] = useState(stored.etag);
  const [isReviewing, setReviewing] = useState(false);
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const [view, setView] = useLocalStorage<View>({
    key: 'portico.server-editor-view',
    defaultValue: 'form',
    getInitialValueInEffect: false,
  });
  const problems = useVerdict(draft.value);
  const marks = useMemo(
    () =>
      problems.map(({ line, path, message }) => ({
        line: line ?? 1,
        message: `${path} ${message}`.trim(),
      })),
    [problems],
  );
  const document = useMemo(() => readText(draft.value).value, [draft.value]);
  const tenant = textIn(document, 'tenant') ?? 'default';
  const { save, isSaving, conflict, settle, isTaken, error } = useSaving({
    kind: 'servers',
    onSaved: (savedTenant, name, revision) => {
      draft.discard();
      const params = { tenant: savedTenant, name };
      void navigate({ to: '/servers/$tenant/$name', params, search: { saved: revision } });
    },
  });
  const saveWith = (reason: string, expected: Expectation) => {
    setReviewing(false);
    save({ tenant, name: textIn(document, 'name') ?? '', text: draft.value, reason, expected });
  };
  const expected = etag === null ? 'absent' : { etag };
  const leadTo = (line: number) => {
    setView('yaml');
    setGoTo({ line });
  };
  return (
    <Page
      title={title}
      actions={
        <>
          <Button variant="default" onClick={() => void window.history.back()}>
            {words.cancel}
          </Button>
          <Button
            loading={isSaving}
            disabled={document === null || !(draft.isChanged || isNew)}
            onClick={() => setReviewing(true)}
          >
            {t.review}
          </Button>
        </>
      }
    >
      {draft.isRestored && <DraftNotice onDiscard={() => draft.discard(stored.text)} />}
      <FormOrYaml view={view} onChange={setView} />
      {isTaken && <Notice kind="bad" role="alert" title={documents.taken} />}
      {error !== null && <ProblemAlert error={error} title={documents.notSaved} />}
      <ProblemList problems={problems} onGoTo={leadTo} />
      <Stack>
        {view === 'yaml' ? (
          <CodeEditor
            value={draft.value}
            onChange={draft.change}
            label={t.document}
            problems={marks}
            complete={complete}
            goTo={goTo}
            minHeight={420}
          />
        ) : (
          <EditingProvider
            text={draft.value}
            tenant={tenant}
            problems={problems}
            onChange={draft.change}
          >
            <DocumentForm isNew={isNew} />
          </EditingProvider>
        )}
      </Stack>
      {isReviewing && (
        <ReviewDialog
          text={draft.value}
          isSaving={isSaving}
          onSave={(reason) => saveWith(reason, expected)}
          onClose={() => setReviewing(false)}
        />
      )}
      {conflict !== null && (
        <ConflictView
          theirs={conflict.theirs}
          yours={draft.value}
          onClose={settle}
          onKeepMine={() => {
            settle();
            setEtag(conflict.etag);
            saveWith('', conflict.etag === null ? 'absent' : { etag: conflict.etag });
          }}
          onTakeTheirs={() => {
            settle();
            setEtag(conflict.etag);
            draft.discard(conflict.theirs ?? '');
          }}
        />
      )}
    </Page>
  );
}
