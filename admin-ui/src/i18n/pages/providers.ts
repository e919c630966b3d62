import { providers as de } from '../de/providers';
import { providers as en } from '../en/providers';
import { pageTexts } from '../page-texts';
import { providers as zh } from '../zh/providers';

export const useProvidersTexts = pageTexts({ en, de, zh });
