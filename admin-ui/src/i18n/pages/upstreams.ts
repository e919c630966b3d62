import { upstreams as de } from '../de/upstreams';
import { upstreams as en } from '../en/upstreams';
import { pageTexts } from '../page-texts';
import { upstreams as zh } from '../zh/upstreams';

export const useUpstreamsTexts = pageTexts({ en, de, zh });
