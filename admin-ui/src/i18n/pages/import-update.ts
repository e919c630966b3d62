import { importUpdate as de } from '../de/import-update';
import { importUpdate as en } from '../en/import-update';
import { pageTexts } from '../page-texts';
import { importUpdate as zh } from '../zh/import-update';

export const useImportUpdateTexts = pageTexts({ en, de, zh });
