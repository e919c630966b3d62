import { Skeleton, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type DocumentKey,
  kindOfDocument,
  restoreDocument,
  rollBack,
  useDifference,
} from '../../api/history';
import { refreshDocuments } from '../../api/nodes';
import { FormDialog } from '../../components/form-dialog';
import { useNotify } from '../../components/notify';
import { ProblemAlert } from '../../components/problem-alert';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { DifferenceList, nameOf } from './difference-list';

/** What is to be as it was: one document, or everything. */
export interface Target {
  revision: number;
  key?: DocumentKey;
}

interface RestoreDialogProps {
  target: Target;
  /** The revision in force. */
  newest: number;
  isOpen: boolean;
  onClose: () => void;
}

function carryOut({ revision, key }: Target, reason: string) {
  if (key === undefined) return rollBack(revision, reason);
  const kind = kindOfDocument(key);
  if (kind === undefined) throw new Error(`${key.kind} is not known`);
  return restoreDocument(kind, key, { revision, reason });
}

/** Shows what going back would change, and does it. */
export function RestoreDialog({ target, newest, isOpen, onClose }: RestoreDialogProps) {
  const t = useHistoryTexts();
  const { words } = useTexts();
  const format = useFormat();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [reason, setReason] = useState('');
  const { revision, key } = target;
  const difference = useDifference(newest, revision, key, isOpen);
  const going = useMutation({
    mutationFn: () => Promise.resolve(carryOut(target, reason.trim())),
    onSuccess: async (made) => {
      onClose();
      notify.done(t.wentBack(format.number(made.revision)));
      await refreshDocuments(queryClient);
      await navigate({ to: '/history/$number', params: { number: String(made.revision) } });
    },
  });
  const documents = difference.data?.documents;
  const title = words.revision(format.number(revision));
  return (
    <FormDialog
      title={key === undefined ? t.rollbackTitle(title) : t.restoreTitle(nameOf(key), title)}
      size="80rem"
      isOpen={isOpen}
      onClose={onClose}
      action={key === undefined ? t.rollback : t.restore}
      isDangerous={key === undefined}
      isDisabled={documents === undefined || documents.length === 0}
      isPending={going.isPending}
      error={going.error}
      onSubmit={() => going.mutate()}
    >
      <Text size="sm">{key === undefined ? t.rollbackText : t.restoreText}</Text>
      {difference.error !== null && <ProblemAlert error={difference.error} />}
      {difference.error === null && documents === undefined && <Skeleton height={180} />}
      {documents !== undefined && <DifferenceList documents={documents} titles={[t.now, title]} />}
      <TextInput
        label={t.reason}
        description={t.reasonHint}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {t.undo}
      </Text>
    </FormDialog>
  );
}
