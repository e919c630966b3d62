import { imports as de } from '../de/imports';
import { imports as en } from '../en/imports';
import { pageTexts } from '../page-texts';
import { imports as zh } from '../zh/imports';

export const useImportsTexts = pageTexts({ en, de, zh });
