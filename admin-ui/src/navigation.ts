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
  page: keyof Texts['pages'];
  icon: Icon;
  group: keyof Texts['shell']['groups'];
  /** Who sees it; everybody where absent. */
  isFor?: (me: Me) => boolean;
}

/** The sidebar, from top to bottom. */
export const DESTINATIONS: Destination[] = [
  { to: '/servers', page: 'servers', icon: IconServer, group: 'gateway' },
  {
    to: '/upstreams',
    page: 'upstreams',
    icon: IconUpstream,
    group: 'gateway',
  },
  { to: '/secrets', page: 'secrets', icon: IconSecret, group: 'gateway' },
  {
    to: '/imports',
    page: 'imports',
    icon: IconImport,
    group: 'gateway',
    isFor: (me) => mayEdit(me),
  },
  {
    to: '/welcome',
    page: 'welcome',
    icon: IconStart,
    group: 'gateway',
    isFor: (me) => mayEdit(me),
  },
  {
    to: '/playground',
    page: 'playground',
    icon: IconPlayground,
    group: 'try',
  },
  { to: '/chat', page: 'chat', icon: IconChat, group: 'try' },
  { to: '/providers', page: 'providers', icon: IconProvider, group: 'try' },
  { to: '/fleet', page: 'fleet', icon: IconFleet, group: 'operate' },
  { to: '/history', page: 'history', icon: IconHistory, group: 'operate' },
  {
    to: '/audit',
    page: 'audit',
    icon: IconAudit,
    group: 'operate',
    isFor: (me) => me.isAdmin,
  },
  {
    to: '/settings',
    page: 'settings',
    icon: IconSettings,
    group: 'operate',
  },
  {
    to: '/users',
    page: 'users',
    icon: IconUsers,
    group: 'people',
    isFor: (me) => me.isAdmin,
  },
  {
    to: '/tenants',
    page: 'tenants',
    icon: IconTenant,
    group: 'people',
    isFor: (me) => me.isAdmin || me.tenants.length > 0,
  },
  { to: '/profile', page: 'account', icon: IconProfile, group: 'people' },
];
