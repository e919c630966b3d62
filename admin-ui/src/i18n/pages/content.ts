import { content as de } from '../de/content';
import { content as en } from '../en/content';
import { pageTexts } from '../page-texts';
import { content as zh } from '../zh/content';

export const useContentTexts = pageTexts({ en, de, zh });
