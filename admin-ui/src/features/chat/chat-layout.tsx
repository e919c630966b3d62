import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { IconChat } from '../../components/icons';
import { useIsNarrow } from '../../components/use-is-narrow';
import { useChatTexts } from '../../i18n/pages/chat';
import { useTexts } from '../../i18n/use-texts';
import classes from './chat.module.css';
import { ConversationList } from './conversation-list';

/** The list of conversations beside one of them; behind a button where there is no room. */
export function ChatLayout({ children }: { children: (open: ReactNode) => ReactNode }) {
  const t = useChatTexts();
  const { shell } = useTexts();
  const isNarrow = useIsNarrow();
  const [isOpen, drawer] = useDisclosure(false);
  const open = (
    <Button
      hiddenFrom="md"
      size="xs"
      variant="default"
      leftSection={<IconChat size={16} />}
      onClick={drawer.open}
    >
      {t.conversations}
    </Button>
  );
  return (
    <div className={classes.layout}>
      {!isNarrow && (
        <div className={classes.aside}>
          <ConversationList />
        </div>
      )}
      {children(open)}
      <Drawer
        opened={isOpen}
        onClose={drawer.close}
        title={t.conversations}
        closeButtonProps={{ 'aria-label': shell.close }}
      >
        <ConversationList onGo={drawer.close} />
      </Drawer>
    </div>
  );
}
