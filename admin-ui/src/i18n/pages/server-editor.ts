import { serverEditor as de } from '../de/server-editor';
import { serverEditor as en } from '../en/server-editor';
import { pageTexts } from '../page-texts';
import { serverEditor as zh } from '../zh/server-editor';

export const useServerEditorTexts = pageTexts({ en, de, zh });
