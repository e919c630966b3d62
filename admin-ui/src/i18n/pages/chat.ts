import { chat as de } from '../de/chat';
import { chat as en } from '../en/chat';
import { pageTexts } from '../page-texts';
import { chat as zh } from '../zh/chat';

export const useChatTexts = pageTexts({ en, de, zh });
