import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useConfirm } from '../../components/confirm';
import { FormDialog } from '../../components/form-dialog';
import { IconDownload, IconEdit, IconMore, IconTrash } from '../../components/icons';
import { useNotify } from '../../components/notify';
import { useChatTexts } from '../../i18n/pages/chat';
import { useTexts } from '../../i18n/use-texts';
import { change, exportUrl, refreshConversations, remove } from './conversations';
import type { Conversation } from './model';

interface ConversationMenuProps {
  conversation: Conversation;
  title: string;
}

/** Rename, export, delete. */
export function ConversationMenu({ conversation, title }: ConversationMenuProps) {
  const t = useChatTexts();
  const { words } = useTexts();
  const [isRenaming, renaming] = useDisclosure(false);
  const ask = useConfirm();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { id: shown } = useParams({ strict: false });
  const { id } = conversation;
  const drop = async () => {
    const question = {
      title: t.deleteTitle,
      text: title,
      undo: t.deleteUndo,
      action: words.delete,
    };
    if (!(await ask({ ...question, isDangerous: true }))) return;
    try {
      await remove(id);
      if (shown === id) await navigate({ to: '/chat' });
      await refreshConversations(queryClient);
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t.actionsFor(title)}>
            <IconMore size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEdit size={16} />} onClick={renaming.open}>
            {t.rename}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={16} />}
            component="a"
            href={exportUrl(id, 'markdown')}
            download
          >
            {t.exportMarkdown}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={16} />}
            component="a"
            href={exportUrl(id, 'json')}
            download
          >
            {t.exportJson}
          </Menu.Item>
          <Menu.Item
            color="var(--mantine-color-error)"
            leftSection={<IconTrash size={16} />}
            onClick={() => void drop()}
          >
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRenaming && <Rename conversation={conversation} onClose={renaming.close} />}
    </>
  );
}

function Rename({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const t = useChatTexts();
  const { words } = useTexts();
  const [title, setTitle] = useState(conversation.title);
  const notify = useNotify();
  const queryClient = useQueryClient();
  const save = async () => {
    try {
      await change(conversation.id, { title: title.trim() });
      await refreshConversations(queryClient);
      onClose();
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <FormDialog
      title={t.rename}
      isOpen
      onClose={onClose}
      action={words.save}
      isDisabled={title.trim() === ''}
      isPending={false}
      error={null}
      onSubmit={() => void save()}
    >
      <TextInput
        data-autofocus
        label={t.titleLabel}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
