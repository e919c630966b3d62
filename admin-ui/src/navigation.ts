import type { Icon } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { Me } from './api/me';
import { IconServer } from './components/icons';
import type { Texts } from './i18n/texts';

export interface Destination {
  to: NonNullable<LinkProps['to']>;
  label: (texts: Texts) => string;
  icon: Icon;
  group: keyof Texts['shell']['groups'];
  /** Who sees it; everybody where absent. */
  isFor?: (me: Me) => boolean;
}

/** The sidebar, from top to bottom. */
export const DESTINATIONS: Destination[] = [
  { to: '/servers', label: ({ servers }) => servers.title, icon: IconServer, group: 'gateway' },
];
