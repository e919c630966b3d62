import { ActionIcon, Menu } from '@mantine/core';
import { IconLanguage } from '../../components/icons';
import { choose, LANGUAGES, OWN_NAMES } from '../../i18n/language';
import { useLanguage, useTexts } from '../../i18n/use-texts';

export function LanguageMenu() {
  const { shell } = useTexts();
  const current = useLanguage();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={shell.language}>
          <IconLanguage size={20} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            fw={language === current ? 600 : undefined}
            aria-current={language === current ? 'true' : undefined}
            onClick={() => void choose(language)}
          >
            {OWN_NAMES[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
