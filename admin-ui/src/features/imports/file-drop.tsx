import { Button, FileButton, Group, Paper, Stack, Text } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { IconUpload } from '../../components/icons';
import { useImportsTexts } from '../../i18n/pages/imports';
import classes from './file-drop.module.css';

/** As large as what the API takes. */
const LARGEST = 32 * 1024 * 1024;

interface FileDropProps {
  onText: (text: string, name: string) => void;
  isBusy: boolean;
}

/** A place where a file can be dropped, and a button for who does not drag. */
export function FileDrop({ onText, isBusy }: FileDropProps) {
  const t = useImportsTexts();
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const take = async (file: File | null | undefined) => {
    if (file == null) return;
    setTooLarge(file.size > LARGEST);
    if (file.size <= LARGEST) onText(await file.text(), file.name);
  };
  const hold = (event: DragEvent, over: boolean) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <Paper
      className={classes.place}
      data-over={isOver || undefined}
      p="xl"
      onDragOver={(event) => hold(event, true)}
      onDragLeave={(event) => hold(event, false)}
      onDrop={(event) => {
        hold(event, false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <Stack align="center" gap="sm">
        <IconUpload size={32} stroke={1.5} aria-hidden />
        <Text ta="center">{t.source.drop}</Text>
        <Group>
          <FileButton onChange={(file) => void take(file)} accept=".json,.yaml,.yml">
            {(props) => (
              <Button {...props} loading={isBusy} variant="default">
                {t.source.chooseFile}
              </Button>
            )}
          </FileButton>
        </Group>
        <Text size="sm" c="dimmed" ta="center">
          {t.source.formats}
        </Text>
        {isTooLarge && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t.source.tooLarge}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
