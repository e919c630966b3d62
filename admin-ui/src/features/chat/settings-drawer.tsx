import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useChatTexts } from '../../i18n/pages/chat';
import { useTexts } from '../../i18n/use-texts';
import type { ConversationSettings } from './model';
import { SettingsForm } from './settings-form';

interface SettingsDrawerProps {
  tenant: string;
  settings: ConversationSettings;
  onSave: (settings: ConversationSettings) => void;
  onClose: () => void;
}

/** The settings of a conversation; they hold from the next message on. */
export function SettingsDrawer({ tenant, settings, onSave, onClose }: SettingsDrawerProps) {
  const t = useChatTexts();
  const { shell, words } = useTexts();
  const [value, setValue] = useState(settings);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t.settings}
      closeButtonProps={{ 'aria-label': shell.close }}
    >
      <Stack>
        <SettingsForm tenant={tenant} value={value} onChange={setValue} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button onClick={() => onSave(value)}>{words.save}</Button>
        </Group>
      </Stack>
    </Drawer>
  );
}
