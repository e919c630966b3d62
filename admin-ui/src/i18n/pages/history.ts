import { history as de } from '../de/history';
import { history as en } from '../en/history';
import { pageTexts } from '../page-texts';
import { history as zh } from '../zh/history';

export const useHistoryTexts = pageTexts({ en, de, zh });
