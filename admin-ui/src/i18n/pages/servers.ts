import { servers as de } from '../de/servers';
import { servers as en } from '../en/servers';
import { pageTexts } from '../page-texts';
import { servers as zh } from '../zh/servers';

export const useServersTexts = pageTexts({ en, de, zh });
