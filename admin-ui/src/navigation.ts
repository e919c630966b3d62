import type { Icon } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import { type Me, mayEdit } from './api/me';
import {
  IconAudit,
  IconChat,
  IconFleet,
  IconHistory,
  IconImport,
  IconPlayground,
  IconProfile,
  IconProvider,
  IconSecret,
  IconServer,
  IconSettings,
  IconStart,
  IconTenant,
  IconUpstream,
  IconUsers,
} from './components/icons';
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
  {
    to: '/upstreams',
    label: ({ upstreams }) => upstreams.title,
    icon: IconUpstream,
    group: 'gateway',
  },
  { to: '/secrets', label: ({ secrets }) => secrets.title, icon: IconSecret, group: 'gateway' },
  {
    to: '/imports',
    label: ({ imports }) => imports.title,
    icon: IconImport,
    group: 'gateway',
    isFor: (me) => mayEdit(me),
  },
  {
    to: '/welcome',
    label: ({ welcome }) => welcome.menu,
    icon: IconStart,
    group: 'gateway',
    isFor: (me) => mayEdit(me),
  },
  {
    to: '/playground',
    label: ({ playground }) => playground.title,
    icon: IconPlayground,
    group: 'try',
  },
  { to: '/chat', label: ({ chat }) => chat.title, icon: IconChat, group: 'try' },
  { to: '/providers', label: ({ providers }) => providers.title, icon: IconProvider, group: 'try' },
  { to: '/fleet', label: ({ fleet }) => fleet.title, icon: IconFleet, group: 'operate' },
  { to: '/history', label: ({ history }) => history.title, icon: IconHistory, group: 'operate' },
  {
    to: '/audit',
    label: ({ history }) => history.audit.title,
    icon: IconAudit,
    group: 'operate',
    isFor: (me) => me.isAdmin,
  },
  {
    to: '/settings',
    label: ({ settings }) => settings.title,
    icon: IconSettings,
    group: 'operate',
  },
  {
    to: '/users',
    label: ({ people }) => people.users.title,
    icon: IconUsers,
    group: 'people',
    isFor: (me) => me.isAdmin,
  },
  {
    to: '/tenants',
    label: ({ people }) => people.tenants.title,
    icon: IconTenant,
    group: 'people',
    isFor: (me) => me.isAdmin || me.tenants.length > 0,
  },
  { to: '/profile', label: ({ account }) => account.title, icon: IconProfile, group: 'people' },
];
