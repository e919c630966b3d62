import { secrets as de } from '../de/secrets';
import { secrets as en } from '../en/secrets';
import { pageTexts } from '../page-texts';
import { secrets as zh } from '../zh/secrets';

export const useSecretsTexts = pageTexts({ en, de, zh });
