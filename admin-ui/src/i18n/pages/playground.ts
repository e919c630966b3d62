import { playground as de } from '../de/playground';
import { playground as en } from '../en/playground';
import { pageTexts } from '../page-texts';
import { playground as zh } from '../zh/playground';

export const usePlaygroundTexts = pageTexts({ en, de, zh });
