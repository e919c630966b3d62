import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useDraft } from '../../components/use-draft';
import { useImportsTexts } from '../../i18n/pages/imports';
import type { Source } from './model';

interface PastedProps {
  /** What the draft of the text is kept under. */
  draftKey: string;
  onSource: (source: Source) => void;
  isReading: boolean;
}

/** Longer texts are not kept as a draft: a tab has no room for them. */
const LONGEST_DRAFT = 200_000;

/** A description that is pasted. */
export function Pasted({ draftKey, onSource, isReading }: PastedProps) {
  const t = useImportsTexts();
  const draft = useDraft(draftKey, { text: '' });
  const change = (text: string) => {
    if (text.length > LONGEST_DRAFT) draft.discard({ text });
    else draft.change({ text });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSource({ text: draft.value.text, label: t.source.pasted });
      }}
    >
      <Stack>
        <Textarea
          label={t.source.text}
          description={t.source.formats}
          value={draft.value.text}
          onChange={(event) => change(event.currentTarget.value)}
          rows={14}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          spellCheck={false}
        />
        <Group>
          <Button type="submit" loading={isReading} disabled={draft.value.text.trim() === ''}>
            {t.source.read}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
