import { settings as de } from '../de/settings';
import { settings as en } from '../en/settings';
import { pageTexts } from '../page-texts';
import { settings as zh } from '../zh/settings';

export const useSettingsTexts = pageTexts({ en, de, zh });
