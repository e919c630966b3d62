import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts';
import { ProblemAlert } from './problem-alert';

interface FormDialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onSubmit: () => void;
  /** What the button says: a verb. */
  action: string;
  isDangerous?: boolean;
  isPending: boolean;
  /** Whether there is nothing to send yet. */
  isDisabled?: boolean;
  error: unknown;
  size?: string;
  children: ReactNode;
}

/** A form over the page. It stays open, with all that was typed, where sending it fails. */
export function FormDialog(props: FormDialogProps) {
  const { shell, words } = useTexts();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      size={props.size}
      closeButtonProps={{ 'aria-label': shell.close }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        <Stack>
          {props.children}
          {props.error !== null && props.error !== undefined && (
            <ProblemAlert error={props.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {words.cancel}
            </Button>
            <Button
              type="submit"
              loading={props.isPending}
              disabled={props.isDisabled}
              color={props.isDangerous === true ? 'red.9' : undefined}
            >
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
