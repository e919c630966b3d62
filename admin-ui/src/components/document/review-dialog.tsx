import { Button, Group, List, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '../../api/schema';
import { dryRunText } from '../../api/yaml';
import { useServerEditorTexts } from '../../i18n/pages/server-editor';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { Dialog } from '../dialog';
import { ProblemAlert } from '../problem-alert';

type Effects = components['schemas']['Effects'];

interface ReviewDialogProps {
  text: string;
  isSaving: boolean;
  onSave: (reason: string) => void;
  onClose: () => void;
}

/** What saving would change, and for whom; and why it is done. */
export function ReviewDialog({ text, isSaving, onSave, onClose }: ReviewDialogProps) {
  const t = useServerEditorTexts();
  const { words } = useTexts();
  const [reason, setReason] = useState('');
  const effects = useQuery({
    queryKey: ['dry-run', text],
    queryFn: ({ signal }) => dryRunText(text, signal),
    gcTime: 0,
    retry: false,
  });
  return (
    <Dialog onClose={onClose} size="lg" title={t.reviewTitle}>
      <Stack>
        {effects.isPending && <Skeleton height={90} />}
        {effects.error !== null && <ProblemAlert error={effects.error} />}
        {effects.data != null && <Shown effects={effects.data} />}
        <TextInput
          label={t.reason}
          description={t.reasonHint}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            loading={isSaving}
            disabled={effects.error !== null}
            onClick={() => onSave(reason.trim())}
          >
            {words.save}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** `…portico.v1.Tool` is a Tool. */
const kindOf = (typeUrl: string) => typeUrl.split(/[./]/).at(-1) ?? typeUrl;

function Shown({ effects }: { effects: Effects }) {
  const t = useServerEditorTexts();
  const format = useFormat();
  const { types, nodes } = effects;
  const changes = types.flatMap(({ typeUrl, added, changed, removed }) => [
    ...added.map((name) => ({ what: t.added, kind: kindOf(typeUrl), name })),
    ...changed.map((name) => ({ what: t.changed, kind: kindOf(typeUrl), name })),
    ...removed.map((name) => ({ what: t.removed, kind: kindOf(typeUrl), name })),
  ]);
  return (
    <>
      <Text size="sm">
        {changes.length === 0 ? t.nothingChanges : t.changes(format.number(changes.length))}
      </Text>
      {changes.length > 0 && (
        <List size="sm" mah="16rem" style={{ overflow: 'auto' }} tabIndex={0}>
          {changes.map(({ what, kind, name }) => (
            <List.Item key={`${kind}/${name}`}>
              {what}: {kind}{' '}
              <Text span ff="monospace" size="sm">
                {name}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
      <Text size="sm" c="dimmed">
        {nodes.length === 0 ? t.toNobody : t.toNodes(format.list(nodes))}
      </Text>
    </>
  );
}
