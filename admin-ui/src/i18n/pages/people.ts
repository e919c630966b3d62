import { people as de } from '../de/people';
import { people as en } from '../en/people';
import { pageTexts } from '../page-texts';
import { people as zh } from '../zh/people';

export const usePeopleTexts = pageTexts({ en, de, zh });
