import { Drawer } from '@mantine/core';
import { useTexts } from '../../i18n/use-texts';
import { Navigation } from './sidebar';

interface MobileSidebarProps {
  isOpen: boolean;
  onClose: () => void;
}

/** The navigation where there is little room: over the page. */
export function MobileSidebar({ isOpen, onClose }: MobileSidebarProps) {
  const { shell } = useTexts();
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size="17rem"
      title={shell.product}
      hiddenFrom="sm"
      closeButtonProps={{ 'aria-label': shell.closeNavigation }}
    >
      <Navigation isCollapsed={false} onGo={onClose} />
    </Drawer>
  );
}
