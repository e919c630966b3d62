import { welcome as de } from '../de/welcome';
import { welcome as en } from '../en/welcome';
import { pageTexts } from '../page-texts';
import { welcome as zh } from '../zh/welcome';

export const useWelcomeTexts = pageTexts({ en, de, zh });
