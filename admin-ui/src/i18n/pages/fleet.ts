import { fleet as de } from '../de/fleet';
import { fleet as en } from '../en/fleet';
import { pageTexts } from '../page-texts';
import { fleet as zh } from '../zh/fleet';

export const useFleetTexts = pageTexts({ en, de, zh });
