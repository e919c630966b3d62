import { Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { usePlaygroundTexts } from '../../../i18n/pages/playground';
import { parse } from '../../../json/parse';
import { print } from '../../../json/print';
import { isMap, type JsonMap } from '../../../json/value';
import { Form } from './context';
import { fieldOf } from './field';
import { flawText } from './flaw-text';
import { Members } from './object-entry';

export type ArgumentsView = 'form' | 'json';

interface ArgumentsEditorProps {
  schema: unknown;
  /** The arguments as JSON; it may be wrong while it is written. */
  text: string;
  onChange: (text: string) => void;
  view: ArgumentsView;
  onView: (view: ArgumentsView) => void;
  /** Told whether there is something in the form that cannot be sent. */
  onFlawed: (isFlawed: boolean) => void;
}

/** Two views of the same arguments: a form made from the schema, and JSON. */
export function ArgumentsEditor(props: ArgumentsEditorProps) {
  const { form } = usePlaygroundTexts();
  const { schema, text, onChange, view, onView, onFlawed } = props;
  const parsed = useMemo(() => parse(text), [text]);
  const map = 'value' in parsed && isMap(parsed.value) ? parsed.value : null;
  const [flaws, setFlaws] = useState<ReadonlySet<string>>(new Set());
  const onFlaw = useCallback((id: string, isFlawed: boolean) => {
    setFlaws((before) => {
      if (before.has(id) === isFlawed) return before;
      const next = new Set(before);
      if (isFlawed) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  const isFlawed = flaws.size > 0;
  useEffect(() => onFlawed(isFlawed), [isFlawed, onFlawed]);
  const context = useMemo(() => ({ root: schema, onFlaw }), [schema, onFlaw]);
  const shown = map === null ? 'json' : view;
  const isHeld = map === null || isFlawed;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text fw={550} size="sm">
          {form.arguments}
        </Text>
        <SegmentedControl
          size="xs"
          role="radiogroup"
          aria-label={form.view}
          disabled={isHeld}
          value={shown}
          onChange={onView}
          data={[
            { value: 'form' as const, label: form.form },
            { value: 'json' as const, label: form.json },
          ]}
        />
      </Group>
      {shown === 'form' && map !== null ? (
        <Form value={context}>
          <FormView schema={schema} value={map} onChange={(next) => onChange(print(next))} />
        </Form>
      ) : (
        <Textarea
          aria-label={form.arguments}
          autosize
          minRows={6}
          maxRows={28}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          error={'flaw' in parsed ? flawText(parsed.flaw, form) : map === null && form.noObject}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Stack>
  );
}

interface FormViewProps {
  schema: unknown;
  value: JsonMap;
  onChange: (value: JsonMap) => void;
}

const NONE: ReadonlySet<string> = new Set();

function FormView({ schema, value, onChange }: FormViewProps) {
  const field = fieldOf(schema, schema);
  const isObject = field.kind === 'object';
  return (
    <Members
      properties={isObject ? field.properties : []}
      required={isObject ? field.required : NONE}
      value={value}
      onChange={onChange}
      depth={0}
    />
  );
}
