import { Accordion, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { IconPlus, IconTrash } from '../../../components/icons';
import { useTexts } from '../../../i18n/use-texts';
import { listIn, textIn } from '../model';
import { useEditing } from './editing';

interface PartListProps {
  /** The document's list: `tools`, `prompts` or `resources`. */
  field: string;
  title: string;
  addLabel: string;
  /** What a new entry begins as. */
  fresh: (name: string) => object;
  /** What the name of a new entry begins with. */
  stem: string;
  children: (index: number) => ReactNode;
}

function freeName(stem: string, names: Set<string | null>): string {
  let name = stem;
  for (let number = 2; names.has(name); number += 1) name = `${stem}_${number}`;
  return name;
}

/** The tools, prompts or resources of the document, each to be opened and edited. */
export function PartList({ field, title, addLabel, fresh, stem, children }: PartListProps) {
  const { words } = useTexts();
  const { value, add, put } = useEditing();
  const [open, setOpen] = useState<string | null>(null);
  const entries = listIn(value, field);
  const addOne = () => {
    const names = new Set(entries.map((entry) => textIn(entry, 'name')));
    add([field], fresh(freeName(stem, names)));
    setOpen(String(entries.length));
  };
  const removeOne = (index: number) => {
    setOpen(null);
    put([field, index], undefined);
  };
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2}>
          {title} ({entries.length})
        </Title>
        <Button variant="default" size="xs" leftSection={<IconPlus size={16} />} onClick={addOne}>
          {addLabel}
        </Button>
      </Group>
      {entries.length > 0 && (
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <Accordion order={3} keepMounted={false} value={open} onChange={setOpen}>
            {entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what an entry is known by
              <Accordion.Item key={index} value={String(index)}>
                <Accordion.Control>
                  <Text ff="monospace" size="sm" fw={550}>
                    {textIn(entry, 'name') ?? ''}
                  </Text>
                </Accordion.Control>
                <Accordion.Panel>
                  <Stack align="stretch">
                    {children(index)}
                    <Group>
                      <Button
                        variant="default"
                        size="xs"
                        leftSection={<IconTrash size={16} />}
                        onClick={() => removeOne(index)}
                      >
                        {words.delete}
                      </Button>
                    </Group>
                  </Stack>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </Paper>
      )}
    </Stack>
  );
}
