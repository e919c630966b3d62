import {
  Button,
  Center,
  Checkbox,
  Group,
  Paper,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMemo, useState } from 'react';
import { useImportsTexts } from '../../i18n/pages/imports';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { LeftOut } from './left-out';
import { type Choices, clashingNames, type ImportPreview, importable } from './model';
import { OperationRow } from './operation-row';

interface OperationListProps {
  preview: ImportPreview;
  choices: Choices;
  onChange: (choices: Choices) => void;
}

/** So many are shown at first, and more each time they are asked for. */
const STEP = 50;

/** Every operation, with the tool that it becomes: chosen or not, by which name, with which warnings. */
export function OperationList({ preview, choices, onChange }: OperationListProps) {
  const t = useImportsTexts();
  const { words } = useTexts();
  const format = useFormat();
  const [sought, setSought] = useState('');
  const [shown, setShown] = useState(STEP);
  const { operations } = preview.report;
  const all = useMemo(() => importable(operations), [operations]);
  const clashes = clashingNames(choices, operations);
  const left = new Set(choices.left);
  const wanted = sought.toLowerCase();
  const found = all.filter(({ key, summary, tags, tool }) =>
    [key, summary, tool, ...tags].some((text) => text?.toLowerCase().includes(wanted)),
  );
  const setChosen = (keys: string[], isChosen: boolean) => {
    const next = new Set(choices.left);
    for (const key of keys) {
      if (isChosen) next.delete(key);
      else next.add(key);
    }
    onChange({ ...choices, left: [...next] });
  };
  const keys = found.map(({ key }) => key);
  const chosen = keys.filter((key) => !left.has(key)).length;
  return (
    <Stack gap="sm">
      <Title order={2}>{t.tools.title}</Title>
      <Text size="sm" c="dimmed">
        {t.tools.about}
      </Text>
      <Group justify="space-between">
        <Checkbox
          label={t.tools.all(format.number(all.length - left.size), format.number(all.length))}
          checked={chosen > 0 && chosen === keys.length}
          indeterminate={chosen > 0 && chosen < keys.length}
          onChange={(event) => setChosen(keys, event.currentTarget.checked)}
        />
        <TextInput
          type="search"
          aria-label={t.tools.search}
          placeholder={t.tools.search}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
          w={{ base: '100%', xs: '16rem' }}
        />
      </Group>
      {found.length === 0 ? (
        <Text role="status">{words.nothingFound(sought)}</Text>
      ) : (
        <Paper withBorder>
          {found.slice(0, shown).map((operation) => (
            <OperationRow
              key={operation.key}
              preview={preview}
              operation={operation}
              isChosen={!left.has(operation.key)}
              choices={choices}
              clashes={clashes}
              onChosen={(isChosen) => setChosen([operation.key], isChosen)}
              onRename={(name) =>
                onChange({ ...choices, rename: { ...choices.rename, [operation.key]: name } })
              }
            />
          ))}
        </Paper>
      )}
      {found.length > shown && (
        <Center>
          <Button variant="default" onClick={() => setShown(shown + STEP)}>
            {t.tools.more(format.number(found.length - shown))}
          </Button>
        </Center>
      )}
      <LeftOut operations={operations} />
    </Stack>
  );
}
