import { account as de } from '../de/account';
import { account as en } from '../en/account';
import { pageTexts } from '../page-texts';
import { account as zh } from '../zh/account';

export const useAccountTexts = pageTexts({ en, de, zh });
