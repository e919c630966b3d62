import { Group, type MantineSize, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts';

interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  isOpen?: boolean;
  size?: MantineSize | string;
  children: ReactNode;
}

/** A dialog over the page. Mantine's own has a second banner in it, which readers stumble over. */
export function Dialog({ title, onClose, isOpen = true, size, children }: DialogProps) {
  const { shell } = useTexts();
  return (
    <Modal.Root opened={isOpen} onClose={onClose} size={size} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" wrap="nowrap" p="md" pb={0}>
          <Modal.Title fw={600}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={shell.close} />
        </Group>
        <Modal.Body pt="sm">{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
