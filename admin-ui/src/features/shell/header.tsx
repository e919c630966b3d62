import { ActionIcon, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconMenu } from '../../components/icons';
import { useTexts } from '../../i18n/use-texts';
import { LanguageMenu } from './language-menu';
import { Mark } from './mark';
import classes from './shell.module.css';
import { TenantPicker } from './tenant-picker';
import { ThemeMenu } from './theme-menu';
import { UserMenu } from './user-menu';

export function Header({ onOpenNavigation }: { onOpenNavigation: () => void }) {
  const { shell } = useTexts();
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          hiddenFrom="sm"
          variant="subtle"
          color="gray"
          size="lg"
          onClick={onOpenNavigation}
          aria-label={shell.openNavigation}
        >
          <IconMenu size={20} />
        </ActionIcon>
        <Link to="/" className={classes.brand} aria-label={shell.product}>
          <Mark size={26} />
          <Text span inherit visibleFrom="sm">
            {shell.product}
          </Text>
        </Link>
      </Group>
      <Group gap={4} wrap="nowrap">
        <TenantPicker />
        <LanguageMenu />
        <ThemeMenu />
        <UserMenu />
      </Group>
    </Group>
  );
}
