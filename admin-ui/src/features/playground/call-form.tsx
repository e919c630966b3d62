import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { IconAlert, IconSend } from '../../components/icons';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { valueIn } from '../../json/parse';
import { isMap } from '../../json/value';
import { ArgumentsEditor } from './form/arguments-editor';
import { HeadersEditor } from './headers-editor';
import type { Target } from './target';
import type { Era, ShownHeader } from './trial';
import type { ArgumentsDraft } from './workbench';

interface CallFormProps {
  target: Target;
  draft: ArgumentsDraft;
  onDraft: (draft: ArgumentsDraft) => void;
  /** Takes everything out again; absent where there is nothing. */
  onReset?: () => void;
  isFlawed: boolean;
  onFlawed: (isFlawed: boolean) => void;
  era: Era;
  onEra: (era: Era) => void;
  headers: ShownHeader[];
  onHeaders: (headers: ShownHeader[]) => void;
  isBusy: boolean;
  onTry: (send: boolean) => void;
}

/** Arguments, era and headers of a call, and the buttons that make it. */
export function CallForm(props: CallFormProps) {
  const t = usePlaygroundTexts();
  const { target, draft, onDraft, isFlawed, isBusy, onTry } = props;
  const isReady = !isFlawed && isMap(valueIn(draft.text));
  return (
    <form
      aria-label={t.call}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) onTry(true);
      }}
    >
      <Stack>
        <ArgumentsEditor
          schema={target.schema}
          text={draft.text}
          onChange={(text) => onDraft({ ...draft, text })}
          view={draft.view}
          onView={(view) => onDraft({ ...draft, view })}
          onFlawed={props.onFlawed}
        />
        <EraChoice era={props.era} onEra={props.onEra} />
        <HeadersEditor headers={props.headers} onChange={props.onHeaders} />
        {target.isDestructive && (
          <Alert color="red" variant="outline" icon={<IconAlert size={20} />}>
            {t.destructive}
          </Alert>
        )}
        <Group gap="sm">
          <Button
            type="submit"
            leftSection={<IconSend size={16} />}
            disabled={!isReady}
            loading={isBusy}
          >
            {t.callNow}
          </Button>
          <Button variant="default" disabled={!isReady || isBusy} onClick={() => onTry(false)}>
            {t.preview}
          </Button>
          {props.onReset !== undefined && (
            <Button variant="subtle" color="gray" onClick={props.onReset}>
              {t.reset}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function EraChoice({ era, onEra }: { era: Era; onEra: (era: Era) => void }) {
  const t = usePlaygroundTexts();
  const id = useId();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} id={id}>
        {t.era}
      </Text>
      <div>
        <SegmentedControl
          size="xs"
          role="radiogroup"
          aria-labelledby={id}
          value={era}
          onChange={onEra}
          data={[
            { value: 'modern' as const, label: '2026-07-28' },
            { value: 'legacy' as const, label: '2025-11-25' },
          ]}
        />
      </div>
      <Text size="xs" c="dimmed">
        {t.eraHint[era]}
      </Text>
    </Stack>
  );
}
