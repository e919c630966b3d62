import type { pages as en } from '../en/pages';
import type { Wording } from '../texts';

export const pages: Wording<typeof en> = {
  servers: 'Server',
  upstreams: 'Zielsysteme',
  secrets: 'Geheimnisse',
  imports: 'Importieren',
  welcome: 'Erste Schritte',
  playground: 'Spielwiese',
  chat: 'Chat-Labor',
  providers: 'Modellanbieter',
  fleet: 'Flotte',
  history: 'Verlauf',
  audit: 'Protokoll',
  settings: 'Einstellungen',
  users: 'Benutzer',
  tenants: 'Mandanten',
  account: 'Ihr Konto',
};
