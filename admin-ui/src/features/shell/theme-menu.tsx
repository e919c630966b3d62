import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconDark, IconLight, IconSystemTheme } from '../../components/icons';
import { useTexts } from '../../i18n/use-texts';

const ICONS = { auto: IconSystemTheme, light: IconLight, dark: IconDark };
const SCHEMES: MantineColorScheme[] = ['auto', 'light', 'dark'];

export function ThemeMenu() {
  const { shell } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = ICONS[colorScheme];
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={shell.theme.label}>
          <Current size={20} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map((scheme) => {
          const Icon = ICONS[scheme];
          return (
            <Menu.Item
              key={scheme}
              leftSection={<Icon size={16} />}
              fw={scheme === colorScheme ? 600 : undefined}
              aria-current={scheme === colorScheme ? 'true' : undefined}
              onClick={() => setColorScheme(scheme)}
            >
              {shell.theme[scheme]}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
